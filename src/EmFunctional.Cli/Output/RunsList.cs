using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Saving;
using EmFunctional.Stores;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>The runs of a store, for people and for programs.</summary>
static class RunsList
{
    const int Digits = 10;

    const string Field = "objective";

    static readonly string[] _columns = ["run", "model", "data", "began", "iterations", Field, "verdict"];

    public static void Write(Terminal terminal, Arr<StoredRun> runs, string format)
    {
        using (terminal.Out)
            switch (format)
            {
                case "json":
                    terminal.Data.WriteLine(ModelFile.ToText(new JsonObject { ["runs"] = new JsonArray([.. runs.Map(Json)]) }));
                    break;
                case "csv":
                    terminal.Data.WriteLine(string.Join(',', _columns));
                    foreach (var run in runs)
                        terminal.Data.WriteLine(
                            string.Join(',', Cells(run, NumberText.Shortest, "O", run.Id).Map(cell => Csv.Quoted(cell)))
                        );
                    break;
                default:
                    if (runs.IsEmpty)
                        terminal.Say("no runs");
                    else
                        terminal.Out.WriteTable(
                            new(Headings(runs), runs.Map(run => Cells(run, Rounded, "yyyy-MM-dd HH:mm'Z'", Short(run.Name))))
                        );
                    foreach (var run in runs)
                        run.Fault.IfSome(why => terminal.Say($"{run.Name}: {why}"));
                    break;
            }
    }

    // People read the name of the number; files have that of the field.
    static Arr<string> Headings(Arr<StoredRun> runs) => _columns.Select(name => name == Field ? NamesOf(runs) : name).ToArray();

    // With a prior it is another number.
    static string NamesOf(Arr<StoredRun> runs) =>
        string.Join(
            " or ",
            runs.Filter(run => run.Objective.IsSome || runs.ForAll(other => other.Objective.IsNone))
                .Map(run => new RunDescription(run.Model, run.Read.Source, Arr<string>.Empty).Objective)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    static string Rounded(double objective) => NumberFormat.Significant(objective, Digits);

    static string Short(string name) => name[(name.LastIndexOf('#') + 1)..];

    static Arr<string> Cells(StoredRun run, Func<double, string> number, string time, string id) =>
        new[]
        {
            id,
            run.Model.Name,
            run.Read.Source,
            run.Fault.IsSome ? "" : run.Began.UtcDateTime.ToString(time, CultureInfo.InvariantCulture),
            run.Iteration.Match(n => n.ToString(CultureInfo.InvariantCulture), () => ""),
            run.Objective.Match(number, () => ""),
            Word(run),
        };

    static string Word(StoredRun run) => run.Fault.IsSome ? "unreadable" : $"{run.Standing}".ToLowerInvariant();

    static JsonObject Json(StoredRun run) =>
        new()
        {
            ["name"] = run.Name,
            ["run"] = run.Id,
            ["last"] = run.Fault.IsSome ? null : $"{run.Last}",
            ["starts"] = run.Starts,
            ["model"] = $"{run.Model}",
            ["source"] = run.Read.Source,
            ["data"] = run.Data.Match(hash => JsonValue.Create($"{hash}"), () => (JsonNode?)null),
            ["began"] = run.Fault.IsSome ? null : run.Began.ToString("O", CultureInfo.InvariantCulture),
            ["latest"] = run.Fault.IsSome ? null : run.Latest.ToString("O", CultureInfo.InvariantCulture),
            ["iteration"] = run.Iteration.Match(n => JsonValue.Create(n), () => (JsonNode?)null),
            [Field] = run.Objective.Match(ModelJson.Number, () => null),
            ["verdict"] = Word(run),
            ["reason"] = run.Fault.IfNone(run.Verdict),
        };
}
