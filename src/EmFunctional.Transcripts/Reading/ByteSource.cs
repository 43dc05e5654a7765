using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Transcripts.Reading;

/// <summary>The bytes of a file, plain or gzip, whatever its name says.</summary>
static class ByteSource
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">The file, or - for standard input.</param>
    /// <param name="isReadAhead">Whether another thread reads ahead.</param>
    public static Either<EmError, Stream> Open(string path, bool isReadAhead)
    {
        try
        {
            // Blocks are large already.
            var bytes = path == "-" ? Console.OpenStandardInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            var first = new byte[2];
            var count = bytes.ReadAtLeast(first, 2, throwOnEndOfStream: false);
            Stream whole = new PeekedStream(first[..count], bytes);
            if (count == 2 && first[0] == 0x1F && first[1] == 0x8B)
                whole = new GzipSource(whole);
            return isReadAhead ? new ReadAheadStream(whole) : whole;
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }
}
