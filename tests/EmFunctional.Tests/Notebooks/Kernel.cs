using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Notebooks;

/// <summary>The kernel of .NET Interactive, spoken to by its lines of JSON. It is a tool of the repository's manifest.</summary>
sealed class Kernel : IAsyncDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notebook");
    readonly Process _process;
    int _sent;

    Kernel() => _process = Process.Start(Tool("tool", "run", "dotnet-interactive", "--", "stdio", "--working-dir", _folder.FullName))!;

    /// <summary>A kernel that is ready.</summary>
    public static async Task<Kernel> Start()
    {
        using var restored = Process.Start(Tool("tool", "restore"))!;
        await restored.StandardOutput.ReadToEndAsync();
        await restored.WaitForExitAsync();
        var kernel = new Kernel();
        await foreach (var told in kernel.Events())
            if ((string?)told["eventType"] == "KernelReady")
                return kernel;
        throw new InvalidOperationException("the kernel of .NET Interactive did not start; does dotnet tool restore work?");
    }

    /// <summary>Runs a cell, and gives its outputs as a notebook keeps them.</summary>
    /// <param name="code">The cell.</param>
    /// <exception cref="InvalidOperationException">The cell failed.</exception>
    public async Task<JsonArray> Run(string code)
    {
        var token = $"cell-{_sent++}";
        var command = new JsonObject
        {
            ["token"] = token,
            ["commandType"] = "SubmitCode",
            ["command"] = new JsonObject { ["code"] = code, ["targetKernelName"] = "csharp" },
        };
        await _process.StandardInput.WriteLineAsync(command.ToJsonString());
        await _process.StandardInput.FlushAsync();
        var outputs = new List<(string? Id, JsonObject Output)>();
        await foreach (var told in Events())
        {
            var (kind, body) = ((string?)told["eventType"], told["event"]);
            if (kind == "CommandFailed")
                throw new InvalidOperationException($"a cell failed: {body?["message"]}\n{code}");
            if (kind == "CommandSucceeded" && (string?)told["command"]?["token"] == token)
                return [.. Joined(outputs.Select(shown => shown.Output))];
            if (body?["formattedValues"]?[0] is not { } value)
                continue;
            var (id, output) = ((string?)body["valueId"], Output(kind!, (string)value["mimeType"]!, (string)value["value"]!));
            var before = outputs.FindIndex(shown => id is not null && shown.Id == id);
            if (before >= 0)
                outputs[before] = (id, output);
            else
                outputs.Add((id, output));
        }
        throw new InvalidOperationException($"the kernel ended within a cell: {code}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    async IAsyncEnumerable<JsonNode> Events()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith('{') && JsonNode.Parse(line) is { } told)
                yield return told;
    }

    static JsonObject Output(string kind, string mime, string value) =>
        kind == "StandardOutputValueProduced"
            ? new()
            {
                ["name"] = "stdout",
                ["output_type"] = "stream",
                ["text"] = Lines(value),
            }
            : new()
            {
                ["data"] = new JsonObject { [mime] = Lines(value) },
                ["metadata"] = new JsonObject(),
                ["output_type"] = "display_data",
            };

    // What is written line by line is one output.
    static IEnumerable<JsonNode> Joined(IEnumerable<JsonObject> outputs)
    {
        var all = new List<JsonObject>();
        foreach (var output in outputs)
            if (output["text"] is JsonArray more && all.LastOrDefault()?["text"] is JsonArray text)
                foreach (var line in more.ToArray())
                    text.Add((string)line!);
            else
                all.Add(output);
        return all;
    }

    static JsonArray Lines(string text) =>
        [
            .. text.ReplaceLineEndings("\n").Split('\n') is var lines
                ? lines.Select((line, i) => (JsonNode)(i < lines.Length - 1 ? line + "\n" : line)).Where(line => (string)line! != "")
                : [],
        ];

    static ProcessStartInfo Tool(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.PathTo("."),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        return start;
    }
}
