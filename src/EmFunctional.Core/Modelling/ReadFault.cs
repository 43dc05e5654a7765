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
}
