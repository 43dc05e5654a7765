using System.Collections;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;

namespace VerifyTests;

// Verify's names: Type.Method_parameter=value, in a folder relative to the source file. Where Verify's name is not known, there is none.
static class SnapshotName
{
    public static string PathOf(VerifySettings settings, string sourceFile, MethodInfo method)
    {
        var directory = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, settings.Directory ?? ""));
        return Path.Combine(directory, settings.FileName ?? $"{Type(settings, method)}.{Method(settings, method)}");
    }

    /// <summary>A name that the test chose: Verify keeps it as it is, so it must be one that a file can have on every system.</summary>
    public static string Chosen(string member, string name) =>
        string.IsNullOrWhiteSpace(name) ? throw new VerifyException($"{member} needs a name; Verify refuses an empty one")
        : name.FirstOrDefault(IsInvalid) is var invalid && invalid != default || name.Contains('\0', StringComparison.Ordinal)
            ? throw new VerifyException(
                $"{member}(\"{name}\"): U+{(int)invalid:X4} cannot be in the name of a file on every system, and Verify replaces it only in values of parameters; choose another name"
            )
        : name;

    static string Type(VerifySettings settings, MethodInfo method) =>
        settings.TypeName
        ?? (
            method.ReflectedType!.IsGenericType
                ? throw new VerifyException($"{method.ReflectedType} is generic: choose a name by UseTypeName")
                : Nested(method.ReflectedType)
        );

    static string Nested(Type type) => type.DeclaringType is { } parent ? $"{Nested(parent)}.{type.Name}" : type.Name;

    static string Method(VerifySettings settings, MethodInfo method)
    {
        var name = settings.MethodName ?? method.Name;
        var parameters = method.GetParameters();
        if (settings.ParametersText is { } text)
            return $"{name}_{text}";
        if (settings.Parameters is not { } values)
            return parameters.Length == 0 || settings.MethodName is not null
                ? name
                : throw new VerifyException($"{method.Name} has parameters: tell them by UseParameters, or choose a name by UseMethodName");
        if (values.Length > parameters.Length)
            throw new VerifyException(
                $"UseParameters got {values.Length} values and {method.Name} has {parameters.Length} parameters; Verify refuses more values than parameters"
            );
        return name + string.Concat(parameters.Zip(values, (parameter, value) => $"_{parameter.Name}={Value(parameter.Name!, value)}"));
    }

    static string Value(string parameter, object? value) => string.Concat(Text(parameter, value).Select(c => IsInvalid(c) ? '-' : c));

    static string Text(string parameter, object? value) =>
        value switch
        {
            null => "null",
            string { Length: > 0 } text => text,
            char or bool or Enum or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
                Convert.ToString(value, CultureInfo.InvariantCulture)!,
            Array { Length: > 0, Rank: 1 } many => string.Join(',', many.Cast<object?>().Select(each => Text(parameter, each))),
            _ => throw new VerifyException(
                $"The parameter {parameter} is {(value is "" or Array ? "empty" : $"of type {value.GetType()}")}: what Verify calls it is not known here; use UseTextForParameters"
            ),
        };

    // The same on every system, so that a snapshot made on one is found on another.
    static bool IsInvalid(char c) => c < ' ' || "\"<>|:*?\\/".Contains(c, StringComparison.Ordinal);
}
