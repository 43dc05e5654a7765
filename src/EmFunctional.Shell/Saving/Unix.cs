using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace EmFunctional.Saving;

/// <summary>What .NET does not offer of the files of a Unix.</summary>
static class Unix
{
    const int KindMask = 0xF000;
    const int Regular = 0x8000;
    const int Folder = 0x4000;
    const int GetOpenFileLock = 36;
    const int SetOpenFileLock = 37;
    const short ReadLock = 0;
    const short WriteLock = 1;
    const short NoLock = 2;
    const int Again = 11;
    const int Access = 13;

    // A process that is being started has its parent's open files, and so their locks, until its own program begins.
    const int LockAttempts = 20;
    static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(10);

    /// <summary>What a path leads to, links followed.</summary>
    public static FileKind KindOf(string path)
    {
        // The runtime's own call: the same layout on every Unix, flags and then mode, each of 32 bits. There is room for more than it writes.
        var status = new int[64];
        return Stat(Bytes(path), status) != 0
            ? FileKind.None
            : (status[1] & KindMask) switch
            {
                Regular => FileKind.File,
                Folder => FileKind.Folder,
                _ => FileKind.Device,
            };
    }

    /// <summary>Locks a file against other writers until it is closed, without keeping readers out.</summary>
    /// <returns>Whether nobody else has the lock. Where a system has no such locks, nobody has.</returns>
    /// <param name="file">The file, open to be written.</param>
    /// <param name="start">Where what is locked begins.</param>
    /// <param name="length">How many bytes are locked; 0 for all that follow.</param>
    public static bool TryLock(SafeFileHandle file, long start = 0, long length = 0)
    {
        // A lock of the open file (Linux 3.15, POSIX 2024), not of the process, which would lose it when it closes another handle of the file.
        if (!OperatingSystem.IsLinux())
            return true;
        var part = new Region
        {
            Type = WriteLock,
            Start = start,
            Length = length,
        };
        for (var attempt = 1; Control(file, SetOpenFileLock, ref part) != 0; attempt++)
        {
            if (Marshal.GetLastPInvokeError() is not (Again or Access))
                return true;
            if (attempt == LockAttempts)
                return false;
            Thread.Sleep(BetweenAttempts);
        }
        return true;
    }

    /// <summary>Whether somebody holds the lock of <see cref="TryLock"/>, which is not taken to find out.</summary>
    /// <param name="file">The file, open to be read.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">How many bytes it has; 0 for all that follow.</param>
    /// <returns>Nothing where a system has no such locks.</returns>
    public static bool? IsLocked(SafeFileHandle file, long start = 0, long length = 0)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var part = new Region
        {
            Type = ReadLock,
            Start = start,
            Length = length,
        };
        return Control(file, GetOpenFileLock, ref part) == 0 ? part.Type != NoLock : null;
    }

    /// <summary>Gives up a lock of <see cref="TryLock"/> before the file is closed.</summary>
    public static void Unlock(SafeFileHandle file, long start, long length)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var part = new Region
        {
            Type = NoLock,
            Start = start,
            Length = length,
        };
        _ = Control(file, SetOpenFileLock, ref part);
    }

    /// <summary>Has the names in a folder written to the disk, so that they survive a loss of power.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = new SafeFileHandle(Open(Bytes(folder), 0), ownsHandle: true);
        if (!handle.IsInvalid)
            RandomAccess.FlushToDisk(handle);
    }

    static byte[] Bytes(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    [StructLayout(LayoutKind.Sequential)]
    struct Region
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    static extern int Stat(byte[] path, int[] status);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    static extern int Control(SafeFileHandle file, int command, ref Region region);

    [DllImport("libc", EntryPoint = "open")]
    static extern nint Open(byte[] path, int flags);
}
