using System.Collections.Generic;
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

    /// <summary>The C# of a console project.</summary>
    public static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    /// <summary>Runs it in a folder of its own, and gives what it printed.</summary>
    public static async Task<string> Run(string program, Action<string>? prepare = null) =>
        await Captured(
            Loaded(
                Compiled($"readme{Guid.NewGuid():N}", OutputKind.ConsoleApplication, [CSharpSyntaxTree.ParseText(program, Options)])
            ).EntryPoint!,
            prepare
        );

    /// <summary>Programs with all that the tests are built on.</summary>
    public static CSharpCompilation Compiled(string name, OutputKind kind, IEnumerable<SyntaxTree> programs) =>
        CSharpCompilation.Create(
            name,
            programs.Prepend(CSharpSyntaxTree.ParseText(ImplicitUsings, Options)),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                kind,
                nullableContextOptions: NullableContextOptions.Enable,
                // A package built against an older assembly of another: the SDK is silent on it too.
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]
            )
        );

    /// <summary>The same in this process; a warning fails the test.</summary>
    public static Assembly Loaded(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var compiled = compilation.Emit(image);
        Assert.Empty(compiled.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>Runs a program in a folder of its own, and gives what it printed.</summary>
    public static async Task<string> Captured(MethodInfo main, Action<string>? prepare = null)
    {
        var (before, output) = (Console.Out, new StringWriter { NewLine = "\n" });
        var (here, folder) = (Environment.CurrentDirectory, Directory.CreateTempSubdirectory("readme"));
        prepare?.Invoke(folder.FullName);
        Environment.CurrentDirectory = folder.FullName; // programs write their files there
        Console.SetOut(output);
        try
        {
            if (main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]) is Task task)
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
