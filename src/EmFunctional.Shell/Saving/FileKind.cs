namespace EmFunctional.Saving;

/// <summary>What is found under a name.</summary>
public enum FileKind
{
    /// <summary>Nothing: a new file can be made.</summary>
    None,

    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A device, a pipe or a socket.</summary>
    Device,
}
