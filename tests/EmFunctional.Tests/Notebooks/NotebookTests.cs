using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Notebooks;

/// <summary>The notebook, its cells run by the kernel that people run them with.</summary>
public class NotebookTests
{
    const string Path = "src/Examples/Notebooks/em-from-the-beginning.ipynb";
    const string Reference = "#r \"nuget: EmFunctional.Notebooks\"";

    static readonly JsonSerializerOptions _written = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IndentCharacter = ' ',
        IndentSize = 1,
        WriteIndented = true,
    };

    [Fact]
    public async Task Each_cell_shows_what_is_saved_in_the_notebook()
    {
        var saved = await File.ReadAllTextAsync(Repository.PathTo(Path));
        var notebook = JsonNode.Parse(saved)!;
        await using var kernel = await Kernel.Start();
        foreach (var cell in notebook["cells"]!.AsArray().Where(cell => (string?)cell!["cell_type"] == "code"))
        {
            var code = string.Concat(cell!["source"]!.AsArray().Select(line => (string)line!));
            if (code == Reference)
                await Begin(kernel);
            else
                cell["outputs"] = await kernel.Run(code);
        }
        var received = notebook.ToJsonString(_written) + "\n";
        if (received == saved)
            return;
        var beside = Repository.PathTo(Path).Replace(".ipynb", ".received.ipynb", StringComparison.Ordinal);
        await File.WriteAllTextAsync(beside, received);
        Assert.Fail($"the cells show something else than is saved; look at {beside}, and rename it over the notebook if it is right");
    }

    // What the package does: the assemblies, then the extension. With packages in a folder, as a reader does it.
    static async Task Begin(Kernel kernel)
    {
        if (Environment.GetEnvironmentVariable("EM_PACKAGES") is { Length: > 0 } packages)
        {
            await kernel.Run($"#i \"nuget:{packages}\"\n{Reference}");
            return;
        }
        string[] assemblies =
        [
            .. new[] { "Core", "Shell", "Pictures", "Plotting", "Notebooks" }.Select(name => $"EmFunctional.{name}"),
            "LanguageExt.Core",
            "System.Reactive",
            "Serilog",
            "CsvHelper",
            "csFastFloat",
            "System.IO.Hashing",
        ];
        await kernel.Run(
            string.Join('\n', assemblies.Select(name => $"#r \"{System.IO.Path.Combine(AppContext.BaseDirectory, name)}.dll\""))
        );
        var extension = await File.ReadAllTextAsync(Repository.PathTo("src/EmFunctional.Notebooks/extension.dib"));
        await kernel.Run(extension.Replace("#!csharp", "", StringComparison.Ordinal));
    }
}
