using System.IO;
using System.Linq;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>The bytes of a journal, opened once and read as often as needed.</summary>
public static class JournalStream
{
    /// <summary>A journal's file, shared with its writer; what can be read only once, such as a pipe, is copied to a temporary file first.</summary>
    /// <param name="path">The journal; the files of a rolling log by the name that the sink was given, or by a pattern with <c>*</c>. Behind
    /// <c>#</c> the first digits of a run's id: of a log in which runs stand within one another, that one alone.</param>
    public static Either<JournalError, Stream> Open(string path)
    {
        try
        {
            if (OneRun.Of(path) is { } one)
                return Open(one.Path).Bind(all => OneRun.Open(path, all, one.Run));
            if (RollingFiles.Of(path) is { Length: > 0 } rolling)
                return new JoinedStream([.. rolling.Select(Shared)]);
            var file = Shared(path);
            return file.CanSeek ? file : Copied(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new JournalError.Inaccessible(path, Reason(path, error));
        }
    }

    static FileStream Shared(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    static string Reason(string path, Exception error) =>
        error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file; check the path"
        : Directory.Exists(path) ? "this is a folder; name a file in it"
        : error.Message;

    static Either<JournalError, Stream> Copied(FileStream pipe)
    {
        using (pipe)
        {
            var first = pipe.ReadByte();
            if (first is not '{' and not 0xEF and not -1)
                return new JournalError.Garbled(1, 1, "JSON"); // which need not be copied to its end to be refused
            var copy = new FileStream(
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None,
                1 << 16,
                FileOptions.DeleteOnClose
            );
            try
            {
                if (first >= 0)
                    copy.WriteByte((byte)first);
                pipe.CopyTo(copy);
                copy.Position = 0;
                return copy;
            }
            catch
            {
                copy.Dispose();
                throw;
            }
        }
    }
}
