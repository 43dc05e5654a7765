using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Models;

namespace EmFunctional.Fuzz.Walking;

/// <summary>
/// Every verb with every model, sample and kind of file, with and without holes, weights and labels. A call succeeds and prints something, or it
/// refuses and says why; nothing else may happen.
/// </summary>
public static class Walk
{
    /// <summary>Walks.</summary>
    /// <param name="isWhole">Whether each model meets each sample in all kinds of file, or in one in turn.</param>
    /// <returns>How many calls there were, and what each that did something else did.</returns>
    public static (int Calls, IReadOnlyList<string> Faults) Go(bool isWhole)
    {
        var stops = (
            from sample in Sample.All
            from model in Registry.Standard.Models
            from variant in WalkData.Variants
            select (sample, model, variant)
        ).ToArray();
        var walked = Enumerable
            .Range(0, Environment.ProcessorCount)
            .AsParallel()
            .Select(worker => Part(stops, worker, Environment.ProcessorCount, isWhole))
            .ToArray();
        return (walked.Sum(one => one.Calls), [.. walked.SelectMany(one => one.Faults)]);
    }

    static (int Calls, IReadOnlyList<string> Faults) Part(
        (Sample Sample, ModelEntry Model, string Variant)[] stops,
        int first,
        int step,
        bool isWhole
    )
    {
        using var walker = new Walker();
        for (var i = first; i < stops.Length; i += step)
            foreach (var kind in isWhole ? WalkData.Kinds : [WalkData.Kinds[(i + i / 4) % WalkData.Kinds.Length]])
                walker.Visit(stops[i].Sample, stops[i].Model, stops[i].Variant, kind);
        for (var i = first; i < Sample.All.Count; i += step)
            walker.Look(Sample.All[i].Name);
        return (walker.Calls, walker.Faults);
    }

    /// <summary>What is wrong with how a call ended; nothing if all is well.</summary>
    /// <param name="output">What it printed, or wrote to a file.</param>
    /// <param name="ending">How it ended.</param>
    public static string? FaultOf(string output, Ending ending) =>
        ending.Crash is { } crash ? crash.ReplaceLineEndings(" ")
        : ending.ExitCode is < 0 or > 3 ? $"exit code {ending.ExitCode}"
        : ending.ExitCode == 0 && string.IsNullOrWhiteSpace(output) ? "exit code 0, and nothing is printed"
        : string.IsNullOrWhiteSpace(output + ending.Error) ? $"exit code {ending.ExitCode}, and nothing is said"
        : ending.Error.Contains("   at EmFunctional", StringComparison.Ordinal) ? ending.Error.ReplaceLineEndings(" ")
        : null;

    sealed class Walker : IDisposable
    {
        readonly string _folder = Directory.CreateTempSubdirectory("em-walk").FullName;
        readonly ToolServer _tool = new();
        readonly List<string> _faults = [];

        public int Calls { get; private set; }

        public IReadOnlyList<string> Faults => _faults;

        public void Dispose()
        {
            _tool.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        public void Visit(Sample sample, ModelEntry model, string variant, string kind)
        {
            foreach (var old in Directory.EnumerateFiles(_folder))
                File.Delete(old);
            var rows = WalkData.Of(sample, variant);
            if (rows.Write(_folder, kind) is not var (data, input))
                return;
            var where = $"@{sample.Name} {variant}";
            string[] columns = variant switch
            {
                "weights" => ["--weight-column", rows.NameOf("w", kind)],
                "labels" => ["--label-column", rows.NameOf("known", kind)],
                _ => [],
            };
            string[] one =
                model.Name is "normal-mixture" or "poisson-mixture" && rows.Numeric is [var first, ..]
                    ? ["--column", rows.NameOf(rows.Names[first], kind)]
                    : [];
            string[] rest = [model.Name, .. data, .. columns, .. one];
            string[] brief = ["--stop", "iterations(3)"];
            Try(where, input, ["explain", .. rest, .. brief]);
            Try(where, input, ["impute", .. rest, .. brief]);
            Try(where, input, ["select", .. rest, "-k", "1-2", .. brief]);
            if (Try(where, input, ["fit", .. rest, .. brief, "--journal", "j.clef", "--save", "m.json"]) != 0)
                return;
            string[] given = [.. data, .. columns];
            Try(where, input, ["predict", "m.json", .. given]);
            Try(where, input, ["score", "m.json", .. given]);
            Try(where, null, ["sample", "m.json", "-n", "3"]);
            Try(where, null, ["replay", "j.clef"]);
            Try(where, input, ["verify", "j.clef", .. given]);
            Try(where, input, ["plot", "j.clef", "-o", "j.svg", "--data", .. given]);
            Try(where, input, ["resume", "j.clef", .. given, "--stop", "iterations(5)"]);
            if (kind != "-")
                Try(where, null, ["convert", data[0], "-o", "c.npy", "--force"]);
        }

        /// <summary>The verbs that need no file, and the sample itself.</summary>
        public void Look(string sample)
        {
            Try("", null, ["samples", sample]);
            Try("", null, ["models"]);
            foreach (var model in Registry.Standard.Models)
            {
                Try("", null, ["models", model.Name]);
                Try("", null, ["fit", model.Name, $"@{sample}", "--stop", "iterations(3)"]);
                Try("", null, ["explain", model.Name, $"@{sample}", "--stop", "iterations(3)", "--format", "html"]);
            }
            foreach (var shell in new[] { "bash", "zsh", "fish", "powershell" })
                Try("", null, ["completion", shell]);
        }

        int Try(string where, string? input, string[] arguments)
        {
            Calls++;
            var call = new Call(_folder, arguments, input);
            var (output, ending) = _tool.Run(call);
            // A picture is printed into its file.
            if (
                ending.ExitCode == 0
                && arguments is [_, _, "-o", var file, ..]
                && new FileInfo(Path.Combine(_folder, file)) is { Length: > 0 }
            )
                output += file;
            if (FaultOf(output, ending) is { } fault)
                _faults.Add($"{where}: {call}: {fault}");
            return ending.ExitCode;
        }
    }
}
