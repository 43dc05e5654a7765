using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace EmFunctional.Saving;

/// <summary>
/// A file that is written beside its place and takes it when it is whole; until then what is there stays as it is. What a call that was killed left
/// behind goes when the next one writes to the same place: such files have a name that only this class gives, and are locked while they are written.
/// </summary>
sealed class Replacement : IDisposable
{
    const int MostAttempts = 5;

    // Of this process, as long as they stand beside their places. Whoever ends the process in an orderly way takes them along.
    static readonly System.Threading.Lock _gate = new();
    static readonly System.Collections.Generic.HashSet<string> _begun = [];

    static bool _isGivenUp;

    readonly string _place;
    readonly string _beside;
    bool _isDone;

    static Replacement() => AppDomain.CurrentDomain.ProcessExit += (_, _) => GiveUp();

    Replacement(string place, string beside, FileStream stream) => (_place, _beside, Stream) = (place, beside, stream);

    /// <summary>What is written.</summary>
    public FileStream Stream { get; }

    /// <summary>Begins a file; what goes wrong is an exception, as the system raises it.</summary>
    /// <param name="place">Its place, links followed.</param>
    /// <param name="bufferSize">The stream's buffer.</param>
    public static Replacement Begin(string place, int bufferSize = 4096)
    {
        var folder = Path.GetDirectoryName(place)!;
        var prefix = $".em-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(place))).AsSpan(0, 8))}-";
        Clean(folder, prefix);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = bufferSize,
        };
        if (!OperatingSystem.IsWindows() && File.Exists(place))
            options.UnixCreateMode = ModeOf(place);
        // Another call may take it for one that was left behind, in the moment before it is locked.
        for (var attempt = 1; ; attempt++)
        {
            var beside = Path.Combine(folder, $"{prefix}{Guid.NewGuid():N}.tmp");
            try
            {
                var stream = Create(beside, options);
                if (Unix.TryLock(stream.SafeFileHandle) && File.Exists(beside))
                    return new(place, beside, stream);
                stream.Dispose();
            }
            catch (IOException) when (attempt < MostAttempts) { }
        }
    }

    /// <summary>Puts the file into its place.</summary>
    /// <param name="durable">Whether it is to survive a loss of power from now on.</param>
    /// <param name="placed">Hears that it is there, before anything else can happen (<see cref="GiveUp"/>).</param>
    public void Commit(bool durable, Action? placed = null)
    {
        if (Stream.CanWrite)
            Stream.Flush(flushToDisk: durable);
        // The mode of a new file went through the mask of the process.
        if (!OperatingSystem.IsWindows() && File.Exists(_place))
            File.SetUnixFileMode(_beside, ModeOf(_place));
        lock (_gate)
        {
            File.Move(_beside, _place, overwrite: true);
            _begun.Remove(_beside);
            placed?.Invoke();
        }
        _isDone = true;
        if (durable)
            Unix.FlushFolder(Path.GetDirectoryName(_place)!);
    }

    /// <summary>Closes the file, and removes it unless it is in its place.</summary>
    public void Dispose()
    {
        if (!_isDone)
            lock (_gate)
            {
                File.Delete(_beside);
                _begun.Remove(_beside);
            }
        _isDone = true;
        Stream.Dispose();
    }

    static FileStream Create(string beside, FileStreamOptions options)
    {
        lock (_gate)
        {
            var stream = new FileStream(beside, options);
            _begun.Add(beside);
            return stream;
        }
    }

    /// <summary>
    /// From now on no file takes its place, and what is half-written goes: the end of the process comes before whatever other threads still begin or
    /// end, since the gate is not opened again.
    /// </summary>
    public static void GiveUp()
    {
        // The end of the process may come on another thread than the one that asked for it.
        if (System.Threading.Interlocked.Exchange(ref _isGivenUp, true))
            return;
        _gate.Enter();
        foreach (var beside in _begun)
            try
            {
                File.Delete(beside);
            }
            catch (Exception error) when (FileFaults.IsOne(error)) { }
    }

    // A file that may not be written is not replaced either.
    static UnixFileMode ModeOf(string place)
    {
        using var now = File.OpenHandle(place, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        return OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(now);
    }

    static void Clean(string folder, string prefix)
    {
        foreach (var left in new DirectoryInfo(folder).EnumerateFiles($"{prefix}*.tmp", new EnumerationOptions { AttributesToSkip = 0 }))
            try
            {
                if (left.LinkTarget is not null || FilePlace.Of(left.FullName).Kind != FileKind.File)
                    continue;
                // Whoever writes it holds a lock that keeps this one out.
                var alone = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
                using var mine = new FileStream(left.FullName, FileMode.Open, FileAccess.ReadWrite, alone);
                if (Unix.TryLock(mine.SafeFileHandle))
                    left.Delete();
            }
            catch (Exception error) when (FileFaults.IsOne(error)) { }
    }
}
