using System.Collections;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Analyzers;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Tests.Support;
using LanguageExt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EmFunctional.Tests.Architecture;

/// <summary>No public member can be given a collection that stays empty without a word: the analyzer of the package makes every such form an error.</summary>
public class SilentlyEmptyTests
{
    [Theory]
    [InlineData("Arr<int> made = [1, 2];", "write new Arr<int>([ … ])")]
    [InlineData("Seq<int> made = [.. new[] { 1 }];", "write new Seq<int>([ … ])")]
    [InlineData("var made = new Arr<int> { 1, 2 };", "write new Arr<int>([ … ])")]
    [InlineData("Map<string, int> made = new() { { \"a\", 1 } };", "write new Map<string, int>([ … ])")]
    [InlineData("HashMap<string, int> made = new() { { \"a\", 1 } };", "write new HashMap<string, int>([ … ])")]
    [InlineData("static int Taken(Arr<int> made) => made.Count; var made = Taken([1]);", "write new Arr<int>([ … ])")]
    [InlineData("_ = 0; static class Taker { public static int Of(params Arr<int> made) => made.Count; }", "write params int[]")]
    [InlineData("var made = new EmFunctional.Tables.ColumnChoice { Columns = [\"a\"] };", "write new Arr<string>([ … ])")]
    [InlineData("var made = EmFunctional.Tables.ColumnChoice.Of() with { Without = [\"a\"] };", "write new Arr<string>([ … ])")]
    [InlineData("static int Taken(params Arr<int> made) => made.Count; var made = Taken(1, 2);", "write new Arr<int>([ … ])")]
    [InlineData("Func<int, Arr<int>> made = x => [x];", "write new Arr<int>([ … ])")]
    public async Task A_collection_that_would_stay_empty_is_an_error_that_says_what_to_write(string statements, string advice)
    {
        var found = Assert.Single(await Marked(statements));
        Assert.Equal(("EMF0001", DiagnosticSeverity.Error), (found.Id, found.Severity));
        Assert.EndsWith(advice, found.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Arr<int> made = [];")]
    [InlineData("var made = new Arr<int>([1, 2]);")]
    [InlineData("var made = new Map<string, int>([(\"a\", 1)]);")]
    [InlineData("Arr<int> made = new[] { 1 };")]
    [InlineData("var made = new Arr<int>().Add(1);")]
    [InlineData("var made = new EmFunctional.Tables.ColumnChoice { Columns = new[] { \"a\" } };")]
    [InlineData("EmFunctional.Numerics.Vector made = [1, 2]; System.Collections.Generic.List<int> list = new() { 1 };")]
    public async Task What_is_filled_or_meant_to_be_empty_is_not_marked(string statements) => Assert.Empty(await Marked(statements));

    [Fact]
    public void What_a_program_begins_with_takes_collection_expressions()
    {
        Assert.Equal(3, new Categorical("red", "green", "blue").Shape.Sums);
        Assert.Equal(2, GaussianMixtureData.Create(["x", "y"], [1, 2, 3, 5, 8, 13]).OrThrow().Names.Count);
        Assert.Equal("standardDeviation", Assert.Single(Mixture.Of<Normal>(2, tied: ["standardDeviation"]).Tied));
        var drawn = Mixture
            .Of<Poisson>(1)
            .Sample(MixtureData.Of<Poisson>([1, 2], names: ["n"]).Map(Mixture.Of<Poisson>(1).Start).OrThrow(), new(1), 3, ["n"]);
        Assert.Equal("n", drawn.Columns.Single());
    }

    [Fact]
    public async Task No_collection_of_LanguageExt_is_left_out()
    {
        var silent = typeof(Arr<>)
            .Assembly.GetExportedTypes()
            .Where(type =>
                type.IsAssignableTo(typeof(IEnumerable)) && type.GetMethods().Any(add => add.Name == "Add" && add.ReturnType == type)
            )
            .Select(type => type.IsGenericTypeDefinition ? Closed(type) : type)
            .OfType<Type>()
            .ToArray();
        Assert.Contains(typeof(Seq<string>), silent);
        await EachIsMarked(silent.ToDictionary(type => type, type => type.Name));
    }

    [Fact]
    public async Task No_public_parameter_or_property_takes_a_collection_that_stays_empty()
    {
        var members = Packages
            .Libraries.Values.SelectMany(assembly => assembly.GetExportedTypes())
            .SelectMany(type =>
                type.GetProperties()
                    .Where(property => property.SetMethod is { IsPublic: true })
                    .Select(property => (property.PropertyType, Name: $"{type.Name}.{property.Name}"))
                    .Concat(
                        type.GetMethods()
                            .Cast<MethodBase>()
                            .Concat(type.GetConstructors())
                            .SelectMany(method => method.GetParameters())
                            .Select(parameter => (PropertyType: parameter.ParameterType, Name: $"{type.Name}: {parameter.Name}"))
                    )
            )
            .Where(member => member.PropertyType.Namespace == "LanguageExt" && member.PropertyType.IsAssignableTo(typeof(IEnumerable)))
            .GroupBy(member => Filled(member.PropertyType))
            .ToDictionary(members => members.Key, members => string.Join(", ", members.Select(member => member.Name)));
        Assert.Contains(typeof(Arr<string>), members.Keys);
        await EachIsMarked(members);
    }

    // What stands in for type parameters.
    static Type Filled(Type type) =>
        type.IsGenericParameter ? typeof(string)
        : type.IsGenericType ? type.GetGenericTypeDefinition().MakeGenericType([.. type.GetGenericArguments().Select(Filled)])
        : type;

    // None where a parameter must be an instance of a type class.
    static Type? Closed(Type open)
    {
        var parameters = open.GetGenericArguments();
        return parameters.Any(parameter => parameter.GetGenericParameterConstraints().Length > 0)
            ? null
            : open.MakeGenericType([.. parameters.Select(_ => typeof(string))]);
    }

    // A collection expression of one element is refused: by the compiler, or else by the analyzer.
    static async Task EachIsMarked(IReadOnlyDictionary<Type, string> types)
    {
        foreach (var (type, members) in types)
        {
            var program = Program($"{Written(type)} made = [default!];");
            Assert.True(Errors(program).Any() || (await Marked(program)).Count == 1, $"{Written(type)} of {members} is not refused");
        }
    }

    static string Written(Type type)
    {
        if (!type.IsGenericType)
            return $"global::{type.FullName!.Replace('+', '.')}";
        var (name, arguments) = (type.GetGenericTypeDefinition().FullName!, new Queue<Type>(type.GetGenericArguments()));
        var parts = name.Split('+', '.')
            .Select(part =>
                part.Split('`') is [var plain, var count]
                    ? $"{plain}<{string.Join(", ", Enumerable.Range(0, int.Parse(count)).Select(_ => Written(arguments.Dequeue())))}>"
                    : part
            );
        return $"global::{string.Join('.', parts)}";
    }

    static readonly MetadataReference[] _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // What the analyzer says of a program, which the compiler alone must find sound.
    static async Task<IReadOnlyList<Diagnostic>> Marked(string statements)
    {
        var program = Program(statements);
        Assert.Empty(Errors(program));
        return await Marked(program);
    }

    static CSharpCompilation Program(string statements) =>
        CSharpCompilation.Create(
            "program",
            [CSharpSyntaxTree.ParseText($"using System; using LanguageExt; {statements}")],
            _references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)
        );

    static IEnumerable<Diagnostic> Errors(CSharpCompilation program) =>
        program.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);

    static async Task<IReadOnlyList<Diagnostic>> Marked(CSharpCompilation program) =>
        await program
            .WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new SilentlyEmptyAnalyzer()))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
}
