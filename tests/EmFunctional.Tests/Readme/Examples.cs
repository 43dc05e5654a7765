using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using EmFunctional.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EmFunctional.Tests.Readme;

/// <summary>An example in the XML documentation of a package.</summary>
/// <param name="Package">The package, by the end of its assembly's name.</param>
/// <param name="Code">What stands there.</param>
/// <param name="Members">On whose pages it stands, as the documentation has their names: <c>T:EmFunctional.Em</c>.</param>
sealed record Example(string Package, string Code, IReadOnlyList<string> Members)
{
    /// <summary>The member on whose page it stands first, in short: <c>Mixture.Of</c> for <c>M:EmFunctional.Mixtures.Mixture.Of``1(…)</c>.</summary>
    public string Name => Short(Members[0]);

    static string Short(string id)
    {
        var parts = id[2..]
            .Split('(')[0]
            .Split('.')
            .Where(part => !part.Contains('$', StringComparison.Ordinal))
            .Select(part => part.Split('`')[0]);
        return string.Join('.', parts.TakeLast(id[0] == 'T' ? 1 : 2));
    }
}

/// <summary>All examples of the packages, compiled together: each is a program in a namespace of its own.</summary>
static class Examples
{
    // What the reader of a page adds: the namespaces of the package, and of those that it stands on.
    static readonly string[] _frame = ["Core", "Shell", "Testing"];
    static readonly string[] _begin =
    [
        "EmFunctional",
        "EmFunctional.Families",
        "EmFunctional.Iterating",
        "EmFunctional.Journal",
        "EmFunctional.Mixtures",
        "EmFunctional.Modelling",
        "EmFunctional.Models",
        "EmFunctional.Models.GaussianMixture.Data",
        "EmFunctional.Numerics",
        "EmFunctional.Runs",
        "EmFunctional.Streams",
        "EmFunctional.Tables",
    ];
    static readonly string[] _others = ["LanguageExt", "System.Reactive.Linq"];
    static readonly Dictionary<string, string[]> _own = new()
    {
        ["Shell"] = ["Serilog"],
        ["ML"] = ["Microsoft.ML", "Microsoft.ML.Data"],
        ["Frames"] = ["Microsoft.Data.Analysis"],
    };

    /// <summary>The names of the members that have one in their documentation, with its code.</summary>
    public static readonly IReadOnlyList<Example> All =
    [
        .. from library in Packages.Libraries.Keys
        let file = Path.Combine(AppContext.BaseDirectory, $"EmFunctional.{library}.xml")
        where File.Exists(file)
        from member in XDocument.Load(file).Descendants("member")
        where member.Element("example") is not null
        let name = (string)member.Attribute("name")!
        where !name.Contains("#ctor", StringComparison.Ordinal) // those of a record are those of its type
        group name by (library, member.Element("example")!.Element("code")!.Value) into one
        select new Example(one.Key.library, one.Key.Value, [.. one]),
    ];

    static readonly SyntaxTree[] _trees = [.. All.Select(Parsed)];

    static readonly CSharpCompilation _compilation = PageProgram.Compiled("examples", OutputKind.DynamicallyLinkedLibrary, _trees);

    static readonly Lazy<Assembly> _assembly = new(() => PageProgram.Loaded(_compilation));

    /// <summary>What an example does.</summary>
    public static MethodInfo ProgramOf(int index) => _assembly.Value.GetType($"Example{index}.Program")!.GetMethod("Main")!;

    /// <summary>The types that an example uses: by name, or as those of its values and calls.</summary>
    public static IReadOnlySet<string> TypesIn(int index)
    {
        var (model, found) = (_compilation.GetSemanticModel(_trees[index]), new HashSet<string>());
        foreach (var node in _trees[index].GetRoot().DescendantNodes())
        {
            var symbol = model.GetSymbolInfo(node).Symbol;
            Add(found, symbol as ITypeSymbol ?? symbol?.ContainingType);
            Add(found, model.GetTypeInfo(node).Type);
            Add(found, model.GetTypeInfo(node).ConvertedType);
        }
        return found;
    }

    static void Add(HashSet<string> found, ITypeSymbol? type)
    {
        for (var of = type as INamedTypeSymbol; of is not null; of = of.ContainingType)
        {
            if (of.ContainingType is null)
                found.Add($"T:{of.ContainingNamespace}.{of.MetadataName}");
            foreach (var argument in of.TypeArguments)
                Add(found, argument);
        }
    }

    static SyntaxTree Parsed(Example example, int index)
    {
        var unit = CSharpSyntaxTree.ParseText(example.Code, PageProgram.Options).GetCompilationUnitRoot();
        string Of(bool statements) =>
            string.Concat(
                unit.Members.Where(member => member is GlobalStatementSyntax == statements).Select(member => member.ToFullString())
            );
        var waits = unit.DescendantTokens().Any(token => token.IsKind(SyntaxKind.AwaitKeyword));
        return CSharpSyntaxTree.ParseText(
            $$"""
            namespace Example{{index}};
            {{string.Concat(UsedBy(example.Package).Select(name => $"using {name};"))}}
            static class Program { public static {{(waits ? "async Task" : "void")}} Main() {
            {{Of(statements: true)}}
            } }
            {{Of(statements: false)}}
            """,
            PageProgram.Options,
            path: example.Name
        );
    }

    static IEnumerable<string> UsedBy(string package) =>
        (_frame.Contains(package) ? _frame.SelectMany(NamespacesOf) : _begin.Concat(NamespacesOf(package)))
            .Concat(_own.GetValueOrDefault(package, []))
            .Concat(_others)
            .Distinct();

    static IEnumerable<string> NamespacesOf(string package) =>
        Packages.Libraries[package].GetExportedTypes().Select(type => type.Namespace!);
}
