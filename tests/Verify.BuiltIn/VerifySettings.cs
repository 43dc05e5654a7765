namespace VerifyTests;

/// <summary>Where a snapshot lies and what it is called. What Verify refuses, or would name otherwise on another system, is refused.</summary>
public class VerifySettings
{
    public VerifySettings() { }

    public VerifySettings(VerifySettings? other)
    {
        if (other is null)
            return;
        (Directory, TypeName, MethodName, FileName) = (other.Directory, other.TypeName, other.MethodName, other.FileName);
        (ParametersText, Parameters) = (other.ParametersText, other.Parameters);
        (AcceptsChanges, OpensDiff) = (other.AcceptsChanges, other.OpensDiff);
    }

    internal string? Directory { get; private set; }
    internal string? TypeName { get; private set; }
    internal string? MethodName { get; private set; }
    internal string? FileName { get; private set; }
    internal string? ParametersText { get; private set; }
    internal object?[]? Parameters { get; private set; }
    internal bool AcceptsChanges { get; private set; }
    internal bool OpensDiff { get; private set; } = true;

    public void UseDirectory(string directory) =>
        Directory = string.IsNullOrWhiteSpace(directory) ? throw new VerifyException("UseDirectory needs a folder") : directory;

    public void UseTypeName(string name)
    {
        TypeName = SnapshotName.Chosen(nameof(UseTypeName), name);
        RefuseTwoNames();
    }

    public void UseMethodName(string name)
    {
        MethodName = SnapshotName.Chosen(nameof(UseMethodName), name);
        RefuseTwoNames();
    }

    public void UseFileName(string fileName)
    {
        FileName = SnapshotName.Chosen(nameof(UseFileName), fileName);
        RefuseTwoNames();
    }

    public void UseTextForParameters(string parametersText)
    {
        ParametersText = SnapshotName.Chosen(nameof(UseTextForParameters), parametersText);
        RefuseTwoNames();
    }

    public void UseParameters(params object?[] parameters)
    {
        if (parameters is not { Length: > 0 })
            throw new VerifyException("UseParameters needs the values of the test's parameters; Verify refuses it without any");
        Parameters = parameters;
        RefuseTwoNames();
    }

    /// <summary>An array alone is one value, as in Verify.</summary>
    public void UseParameters<T>(T[] parameter) => UseParameters(new object?[] { parameter });

    public void AutoVerify() => AcceptsChanges = true;

    /// <summary>No diff tool is opened when the snapshot differs. In a build server's run none is opened anyway.</summary>
    public void DisableDiff() => OpensDiff = false;

    void RefuseTwoNames()
    {
        if (ParametersText is not null && Parameters is not null)
            throw new VerifyException("UseTextForParameters and UseParameters both name the parameters; Verify refuses them together");
        if (FileName is not null && (TypeName ?? MethodName ?? ParametersText ?? (object?)Parameters) is not null)
            throw new VerifyException("UseFileName names the whole file; Verify refuses it beside names of type, method or parameters");
    }
}
