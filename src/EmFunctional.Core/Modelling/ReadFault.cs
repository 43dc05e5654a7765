namespace EmFunctional.Modelling;

/// <summary>Why a file cannot be read.</summary>
public enum ReadFault
{
    /// <summary>There is none of that name.</summary>
    Missing,

    /// <summary>It is a folder.</summary>
    Folder,

    /// <summary>Its owner does not allow it.</summary>
    Denied,

    /// <summary>The system failed to read it.</summary>
    Failed,

    /// <summary>Its name is no text in UTF-8, so that the runtime cannot pass it on.</summary>
    NoText,

    /// <summary>It is compressed, and its end is missing.</summary>
    CutOff,

    /// <summary>It is compressed, and was changed since.</summary>
    Damaged,
}

/// <summary>Functions of <see cref="ReadFault"/>.</summary>
public static class ReadFaultExtensions
{
    /// <summary>Why a file cannot be read, and what to do.</summary>
    /// <param name="fault">The reason.</param>
    public static string Reason(this ReadFault fault) =>
        fault switch
        {
            ReadFault.Missing => "there is no such file; check the path",
            ReadFault.NoText => "its name is no UTF-8, and such files cannot be opened by name; rename it, or give what it holds by a pipe",
            ReadFault.Folder => "this is a folder; name a file in it",
            ReadFault.Denied => "reading it is not allowed; check its permissions",
            ReadFault.CutOff => "the compressed file is cut off; fetch it again",
            ReadFault.Damaged => "the compressed file is damaged; fetch it again",
            _ => "the system could not read it; try again, or copy it elsewhere",
        };
}
