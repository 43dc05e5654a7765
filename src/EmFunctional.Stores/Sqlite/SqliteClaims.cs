using System.IO;
using EmFunctional.Saving;

namespace EmFunctional.Stores.Sqlite;

/// <summary>
/// Who writes which journal, beside the database: a lock on one byte of an empty file for each, at the place of the journal's key. The system gives it up
/// when its process ends, however it ends; a row would stay. The database itself bears no such lock, since SQLite has its own there.
/// </summary>
sealed class SqliteClaims(string path) : IDisposable
{
    FileStream? _file;

    public bool TryTake(long journal)
    {
        var file = Opened();
        if (!OperatingSystem.IsWindows())
            return Unix.TryLock(file.SafeFileHandle, journal, 1);
        try
        {
            file.Lock(journal, 1);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Release(long journal)
    {
        if (OperatingSystem.IsWindows())
            _file?.Unlock(journal, 1);
        else if (_file is not null)
            Unix.Unlock(_file.SafeFileHandle, journal, 1);
    }

    public bool? IsTaken(long journal)
    {
        if (!File.Exists(path))
            return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (!OperatingSystem.IsWindows())
            return Unix.IsLocked(file.SafeFileHandle, journal, 1);
        try
        {
            file.Lock(journal, 1); // for a moment
            file.Unlock(journal, 1);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    FileStream Opened() =>
        _file ??= new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    public void Dispose() => _file?.Dispose();
}
