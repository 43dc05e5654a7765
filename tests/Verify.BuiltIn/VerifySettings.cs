using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;

namespace VerifyTests;

/// <summary>Where a snapshot lies and what it is called.</summary>
public class VerifySettings
{
    string? _directory;
    string? _typeName;
    string? _methodName;
    string? _fileName;
    string? _parametersText;
    object?[]? _parameters;

    public VerifySettings() { }

    public VerifySettings(VerifySettings? other)
    {
        if (other is null)
            return;
        (_directory, _typeName, _methodName, _fileName) = (other._directory, other._typeName, other._methodName, other._fileName);
        (_parametersText, _parameters, AcceptsChanges) = (other._parametersText, other._parameters, other.AcceptsChanges);
    }

    internal bool AcceptsChanges { get; private set; }

    public void UseDirectory(string directory) => _directory = directory;

    public void UseTypeName(string name) => _typeName = name;

    public void UseMethodName(string name) => _methodName = name;

    public void UseFileName(string fileName) => _fileName = fileName;

    public void UseParameters(params object?[] parameters) => _parameters = parameters;

    public void UseTextForParameters(string parametersText) => _parametersText = parametersText;

    public void AutoVerify() => AcceptsChanges = true;

    /// <summary>There is no diff tool to disable.</summary>
    public void DisableDiff() { }

    internal string PathOf(string sourceFile, MethodInfo method)
    {
        var directory = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, _directory ?? ""));
        var name = _fileName ?? $"{_typeName ?? method.ReflectedType!.Name}.{_methodName ?? method.Name}{Parameters(method)}";
        return Path.Combine(directory, string.Concat(name.Select(c => IsInvalid(c) ? '-' : c)));
    }

    string Parameters(MethodInfo method)
    {
        if (_parametersText is not null)
            return $"_{_parametersText}";
        if (_parameters is null)
            return "";
        return string.Concat(method.GetParameters().Zip(_parameters, (p, value) => $"_{p.Name}={Text(value)}"));
    }

    static string Text(object? value) => value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    // The same on every system, so that a snapshot made on one is found on another.
    static bool IsInvalid(char c) => c < ' ' || "\"<>|:*?\\/".Contains(c, StringComparison.Ordinal);
}
