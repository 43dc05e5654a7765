using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EmFunctional.Tests.Readme;

/// <summary>A program that stands on a page, compiled and run as it stands there.</summary>
static class PageProgram
{
    // What a console project of the SDK has by default.
    const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>Runs it in a folder of its own, and gives what it printed.</summary>
    public static async Task<string> Run(string program, Action<string>? prepare = null)
    {
        using var image = new MemoryStream();
        var compiled = CSharpCompilation
            .Create(
                $"readme{Guid.NewGuid():N}",
                new[] { ImplicitUsings, program }.Select(text =>
                    CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest))
                ),
                ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                    .Split(Path.PathSeparator)
                    .Select(path => MetadataReference.CreateFromFile(path)),
                new CSharpCompilationOptions(
                    OutputKind.ConsoleApplication,
                    nullableContextOptions: NullableContextOptions.Enable,
                    // A package built against an older assembly of another: the SDK is silent on it too.
                    specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]
                )
            )
            .Emit(image);
        Assert.Empty(compiled.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        return await Captured(Assembly.Load(image.ToArray()).EntryPoint!, prepare);
    }

    static async Task<string> Captured(MethodInfo main, Action<string>? prepare)
    {
        var (before, output) = (Console.Out, new StringWriter { NewLine = "\n" });
        var (here, folder) = (Environment.CurrentDirectory, Directory.CreateTempSubdirectory("readme"));
        prepare?.Invoke(folder.FullName);
        Environment.CurrentDirectory = folder.FullName; // programs write their files there
        Console.SetOut(output);
        try
        {
            if (main.Invoke(null, [Array.Empty<string>()]) is Task task)
                await task;
        }
        finally
        {
            Console.SetOut(before);
            Environment.CurrentDirectory = here;
            folder.Delete(recursive: true);
        }
        return output.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');
    }
}
