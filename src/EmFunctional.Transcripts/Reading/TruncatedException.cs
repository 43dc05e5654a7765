using System.IO;

namespace EmFunctional.Transcripts.Reading;

/// <summary>A compressed file that is cut off; where it is read, this becomes an error with its place.</summary>
sealed class TruncatedException() : IOException("the compressed file is cut off");
