using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using EmFunctional.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EmFunctional.Tests.Readme;

/// <summary>The programs in README.md are compiled and run as they stand there.</summary>
[Collection("alone")]
public class ReadmeTests
{
    // What a console project of the SDK has by default.
    const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    [Fact]
    public async Task The_ten_lines_print_what_the_readme_says()
    {
        var program = Blocks("csharp").First();
        Assert.Equal(10, program.Split('\n').Length);
        var printed = (await Run(program)).Split('\n');
        Assert.Equal(Blocks("text").First(), string.Join('\n', printed.Where(line => !line.StartsWith('['))));
        Assert.Equal(11, printed.Count(line => line.Contains("log-likelihood", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_model_of_ones_own_prints_what_the_readme_says_and_obeys_the_laws()
    {
        var program = Blocks("csharp").Last();
        Assert.Equal(File.ReadAllText(Repository.PathTo("src/Examples/BloodGroups/Program.cs")).TrimEnd(), program);
        var printed = await Run(program);
        Assert.StartsWith(
            Blocks("text").ElementAt(1) + "\nEM laws of blood-groups, seed 1: 12 hold, 9 left out, 0 broken",
            printed,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_programs_on_streams_run_one_after_the_other()
    {
        var printed = await Run(string.Join('\n', Blocks("csharp").SkipLast(1)));
        Assert.Contains("converged: aitken", printed, StringComparison.Ordinal);
        Assert.Contains("trace digest", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_commands_are_the_ones_that_CI_runs()
    {
        var commands = Blocks("sh").First().Split('\n');
        Assert.Equal(2, commands.Length);
        Assert.Contains("README.md", File.ReadAllText(Repository.PathTo(".ci/run")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coins")]
    [InlineData("normal-mixture")]
    [InlineData("gaussian-mixture")]
    [InlineData("poisson-mixture")]
    [InlineData("hmm")]
    [InlineData("linkage")]
    public async Task The_programs_on_the_page_of_a_model_run(string model)
    {
        var page = $"src/EmFunctional.Core/Pages/{model}.md";
        var program = string.Join('\n', Blocks("csharp", page));
        var usings = string.Concat(
            new[]
            {
                "",
                ".Chains",
                ".Families",
                ".Mixtures",
                ".Models",
                ".Models.GaussianMixture",
                ".Models.GaussianMixture.Data",
                ".Models.GaussianMixture.Form",
                ".Models.Linkage",
                ".Numerics",
                ".Saving",
                ".Tables",
            }.Select(space => $"using EmFunctional{space};\n")
        );
        var iris = File.ReadAllLines(Repository.PathTo("src/EmFunctional.Cli/Samples/iris.csv"));
        await Run(
            usings + "using EmFunctional.Testing;\n" + program,
            folder => File.WriteAllLines(Path.Combine(folder, "train.csv"), iris.Select(line => line[..line.LastIndexOf(',')]))
        );
    }

    static IEnumerable<string> Blocks(string language, string file = "README.md") =>
        File.ReadAllText(Repository.PathTo(file))
            .Split($"```{language}\n")
            .Skip(1)
            .Select(rest => rest[..rest.IndexOf("\n```", StringComparison.Ordinal)]);

    static async Task<string> Run(string program, Action<string>? prepare = null)
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
