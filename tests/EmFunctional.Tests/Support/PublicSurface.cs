using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EmFunctional.Tests.Support;

/// <summary>What an assembly offers, as text: a line for each public type and member, sorted; what records generate is left out.</summary>
static class PublicSurface
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly) =>
        string.Join(
            '\n',
            assembly
                .GetExportedTypes()
                .Where(type => !IsGenerated(type))
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .SelectMany(Lines)
        );

    static IEnumerable<string> Lines(Type type)
    {
        yield return $"{Kind(type)} {type.Namespace}.{Name(type)}{Base(type)}";
        if (type.IsEnum)
        {
            yield return $"    {string.Join(", ", Enum.GetNames(type))}";
            yield break;
        }
        var members = (typeof(Delegate).IsAssignableFrom(type) ? [type.GetMethod("Invoke")!] : type.GetMembers(Declared))
            .Where(m => !IsGenerated(m) && m is not Type)
            .Select(Line)
            .Where(line => line.Length > 0);
        foreach (var line in members.Order(StringComparer.Ordinal))
            yield return $"    {line}";
    }

    static string Line(MemberInfo member) =>
        member switch
        {
            ConstructorInfo c when c.GetParameters().Length > 0 => $"new({Parameters(c)})",
            PropertyInfo p => $"{Static(p.GetMethod!)}{Name(p.PropertyType)} {p.Name} {{ get;{(p.SetMethod is null ? "" : " init;")} }}",
            FieldInfo f => $"{(f.IsLiteral ? "const " : "")}{Name(f.FieldType)} {f.Name}",
            MethodInfo { IsSpecialName: true } m when !m.Name.StartsWith("op_", StringComparison.Ordinal) => "",
            MethodInfo m => $"{Static(m)}{Name(m.ReturnType)} {m.Name}{Arguments(m)}({Parameters(m)})",
            _ => "",
        };

    static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : $"{(type.IsAbstract ? "abstract " : "")}{(type.GetMethod("<Clone>$") is null ? "class" : "record")}";

    static string Base(Type type) =>
        type.BaseType is { } b && b != typeof(object) && !type.IsValueType && !typeof(Delegate).IsAssignableFrom(type)
            ? $" : {Name(b)}"
            : "";

    static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = default" : "")}"));

    static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsByRef)
            return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        var name = type.Name.Split('`')[0];
        var own = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).Select(Name).ToArray();
        var full = own.Length == 0 ? name : $"{name}<{string.Join(", ", own)}>";
        return type.DeclaringType is null ? full : $"{Name(type.DeclaringType)}.{full}";
    }

    static bool IsGenerated(MemberInfo member) =>
        member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null
        || member.Name.Contains('<', StringComparison.Ordinal)
        || member.Name is "Deconstruct" or "PrintMembers" or "EqualityContract" or "GetHashCode" or "Equals" or "ToString"
        || member is PropertyInfo { GetMethod.Name: "get_EqualityContract" };
}
