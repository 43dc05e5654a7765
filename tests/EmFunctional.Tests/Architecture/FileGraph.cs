using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Architecture;

/// <summary>
/// Which source file uses which: read from what the compiler made. The symbols say in which file each type stands; signatures and
/// instructions say which types it uses. A constant leaves no trace, since the compiler writes its value in its place.
/// </summary>
sealed class FileGraph
{
    const BindingFlags All =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // "Type has its documents here": of types without a body, such as interfaces and enumerations.
    static readonly Guid _typeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    static readonly Dictionary<short, OpCode> _codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    readonly Dictionary<Type, string> _fileOf = [];

    FileGraph() { }

    /// <summary>For each file the other files that it uses.</summary>
    public SortedDictionary<string, SortedSet<string>> Uses { get; } = new(StringComparer.Ordinal);

    /// <summary>The files that have a type.</summary>
    public IEnumerable<string> Files => _fileOf.Values.Distinct();

    public static FileGraph Of(params Assembly[] assemblies)
    {
        var graph = new FileGraph();
        foreach (var assembly in assemblies)
        {
            using var stream = File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb"));
            using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
            var symbols = provider.GetMetadataReader();
            foreach (var type in assembly.GetTypes())
                if (FileOf(type, symbols) is { } file)
                    graph._fileOf[type] = file;
        }
        foreach (var type in graph._fileOf.Keys)
            graph.Add(type);
        return graph;
    }

    /// <summary>The circles among files: those that use each other, directly or through others of them.</summary>
    /// <param name="files">The files looked at.</param>
    public IEnumerable<string[]> Circles(IReadOnlyCollection<string> files)
    {
        var reach = files.ToDictionary(file => file, file => Reach(file, files));
        return files
            .Where(file => reach[file].Contains(file))
            .GroupBy(file => reach[file].Where(other => reach[other].Contains(file)).Min(StringComparer.Ordinal))
            .Select(circle => circle.Order(StringComparer.Ordinal).ToArray());
    }

    HashSet<string> Reach(string from, IReadOnlyCollection<string> within)
    {
        var (reached, open) = (new HashSet<string>(), new Stack<string>([from]));
        while (open.TryPop(out var file))
            if (Uses.TryGetValue(file, out var used))
                foreach (var next in used.Where(within.Contains))
                    if (reached.Add(next))
                        open.Push(next);
        return reached;
    }

    static string? FileOf(Type type, MetadataReader symbols)
    {
        foreach (var member in type.GetMembers(All).OfType<MethodBase>())
        {
            var debug = symbols.GetMethodDebugInformation(MetadataTokens.MethodDefinitionHandle(member.MetadataToken & 0xFFFFFF));
            var document = debug.Document.IsNil
                ? debug.GetSequencePoints().Select(point => point.Document).FirstOrDefault()
                : debug.Document;
            if (!document.IsNil)
                return NameOf(document, symbols);
        }
        foreach (var handle in symbols.GetCustomDebugInformation(MetadataTokens.EntityHandle(type.MetadataToken)))
            if (symbols.GetCustomDebugInformation(handle) is var own && symbols.GetGuid(own.Kind) == _typeDocuments)
                return NameOf(MetadataTokens.DocumentHandle(symbols.GetBlobReader(own.Value).ReadCompressedInteger()), symbols);
        return type.DeclaringType is { } outer ? FileOf(outer, symbols) : null;
    }

    // What is built for release names its files from the repository's root, which is /_/ there.
    static string NameOf(DocumentHandle document, MetadataReader symbols)
    {
        var name = symbols.GetString(symbols.GetDocument(document).Name);
        return name.StartsWith("/_/", StringComparison.Ordinal) ? Repository.PathTo(name["/_/".Length..]) : name;
    }

    void Add(Type type)
    {
        if (!_fileOf.TryGetValue(type, out var file))
            return;
        Use(file, type.BaseType);
        foreach (var used in type.GetInterfaces())
            Use(file, used);
        foreach (var field in type.GetFields(All))
            Use(file, field.FieldType);
        foreach (var method in type.GetMembers(All).OfType<MethodBase>())
        {
            foreach (var parameter in method.GetParameters())
                Use(file, parameter.ParameterType);
            Use(file, (method as MethodInfo)?.ReturnType);
            if (method.GetMethodBody() is { } body)
                Add(file, method, body);
        }
    }

    void Add(string file, MethodBase method, MethodBody body)
    {
        foreach (var local in body.LocalVariables)
            Use(file, local.LocalType);
        var types = method.DeclaringType!.GetGenericArguments();
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        foreach (var token in Tokens(body.GetILAsByteArray()!))
            Use(file, method.Module.ResolveMember(token, types, arguments)!);
    }

    // The metadata tokens of a method's instructions.
    static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length; )
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            at += code[at] == 0xFE ? 2 : 1;
            switch (_codes[value].OperandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at++;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + 4 * BitConverter.ToInt32(code, at);
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    yield return BitConverter.ToInt32(code, at);
                    at += 4;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    void Use(string file, MemberInfo? used)
    {
        switch (used)
        {
            case null:
                break;
            case Type { HasElementType: true } type:
                Use(file, type.GetElementType());
                break;
            case Type type:
                foreach (var argument in type.IsGenericType ? type.GetGenericArguments().Where(a => !a.IsGenericParameter) : [])
                    Use(file, argument);
                if (_fileOf.TryGetValue(type.IsGenericType ? type.GetGenericTypeDefinition() : type, out var other) && other != file)
                {
                    if (!Uses.TryGetValue(file, out var uses))
                        Uses[file] = uses = new(StringComparer.Ordinal);
                    uses.Add(other);
                }
                break;
            default:
                Use(file, used.DeclaringType);
                if (used is MethodInfo { IsGenericMethod: true } method)
                    foreach (var argument in method.GetGenericArguments().Where(a => !a.IsGenericParameter))
                        Use(file, argument);
                break;
        }
    }
}
