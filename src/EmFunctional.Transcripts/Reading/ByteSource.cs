using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Unpacking;
using LanguageExt;

namespace EmFunctional.Transcripts.Reading;

/// <summary>The bytes of a file, plain or gzip, whatever its name says.</summary>
static class ByteSource
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">The file, or - for standard input.</param>
    /// <param name="isReadAhead">Whether another thread reads ahead where the file is compressed. A plain one the system reads ahead by itself.</param>
    public static Either<EmError, Stream> Open(string path, bool isReadAhead)
    {
        try
        {
            // Blocks are large already.
            var bytes = path == "-" ? Console.OpenStandardInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            var whole = Unpacked.Open(bytes);
            return isReadAhead && Unpacked.IsPacked(whole) ? new ReadAheadStream(whole) : whole;
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }
}
