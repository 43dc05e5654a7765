using System.IO;

namespace EmFunctional.Unpacking;

/// <summary>A compressed file that is cut off; where it is read, this becomes an error with its place.</summary>
public sealed class TruncatedException() : IOException("the compressed file is cut off");
