using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EmFunctional.Tests.Testing;

/// <summary>The rule for reproducible bits that comes with EmFunctional.Testing, run on code as an author of models may write it.</summary>
public class BannedBitsTests
{
    [Theory]
    [InlineData("System.Math.Exp(x)", "use Elementary.Exp")]
    [InlineData("System.Math.Log(x)", "use Elementary.Log")]
    [InlineData("System.Math.Pow(x, 2)", "use Elementary.Exp and Elementary.Log")]
    [InlineData("double.Log(x)", "use Elementary.Log")]
    [InlineData("System.MathF.Sqrt((float)x)", "Single precision is not used")]
    public async Task A_function_with_other_bits_elsewhere_is_marked(string expression, string advice)
    {
        var found = Assert.Single(await Analyse(expression));
        Assert.Equal("RS0030", found.Id);
        Assert.Contains(advice, found.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EmFunctional.Numerics.Elementary.Exp(x)")]
    [InlineData("System.Math.Sqrt(x) + System.Math.Abs(x) + System.Math.FusedMultiplyAdd(x, x, x)")]
    public async Task What_has_the_same_bits_everywhere_is_not(string expression) => Assert.Empty(await Analyse(expression));

    static async Task<IEnumerable<Diagnostic>> Analyse(string expression)
    {
        var compilation = CSharpCompilation.Create(
            "model",
            [CSharpSyntaxTree.ParseText($"public static class Model {{ public static double Of(double x) => {expression}; }}")],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        var list = new ListText(Repository.PathTo("src/EmFunctional.Testing/build/BannedSymbols.Bits.txt"));
        return await compilation
            .WithAnalyzers([.. Analyzers()], new AnalyzerOptions([list]))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
    }

    static IEnumerable<DiagnosticAnalyzer> Analyzers()
    {
        var package = typeof(BannedBitsTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "BannedApiAnalyzers")
            .Value!;
        return Directory
            .EnumerateFiles(Path.Combine(package, "analyzers", "dotnet", "cs"), "*.dll")
            .SelectMany(file => new AnalyzerFileReference(file, new Loader()).GetAnalyzers(LanguageNames.CSharp))
            .Where(analyzer => analyzer.SupportedDiagnostics.Any(d => d.Id == "RS0030"));
    }

    sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath) { }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }

    sealed class ListText(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }
}
