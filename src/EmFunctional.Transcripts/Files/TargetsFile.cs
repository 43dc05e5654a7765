using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Transcripts.Indexing;
using LanguageExt;

namespace EmFunctional.Transcripts.Files;

/// <summary>Names and lengths of transcripts from whatever file has them, known by its first bytes: an index of ours, one of kallisto's, or a table.</summary>
public static class TargetsFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    public static Either<EmError, Targets> Read(string path)
    {
        try
        {
            Span<byte> begin = stackalloc byte[8];
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                begin = begin[..file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
            return IndexFile.Is(path) ? IndexFile.Load(path).Map(index => new Targets(index.Names, index.Lengths))
                : begin.SequenceEqual<byte>([10, 0, 0, 0, 0, 0, 0, 0]) ? Targets.OfKallistoIndex(path)
                : Targets.OfTable(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }
}
