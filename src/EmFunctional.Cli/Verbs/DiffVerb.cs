using System.CommandLine;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Saving;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em diff A B</c>: where two recorded runs part, and why.</summary>
static class DiffVerb
{
    static readonly string[] _formats = ["table", "json"];

    public static Command Create()
    {
        var command = new Command("diff", "say where two recorded runs part, and why");
        var one = new Argument<string>("JOURNAL") { Description = "a journal that 'em fit --journal' wrote", HelpName = "JOURNAL" };
        var other = new Argument<string>("OTHER") { Description = "another journal", HelpName = "OTHER" };
        var format = new Option<string>("--format")
        {
            Description = "table or json",
            DefaultValueFactory = _ => "table",
            HelpName = "FORMAT",
        };
        var quiet = new QuietOption();
        command.Add(one);
        command.Add(other);
        command.Add(format);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            var (a, b) = (JournalNames.At(parsed.GetRequiredValue(one)), JournalNames.At(parsed.GetRequiredValue(other)));
            return Usage
                .Choose("format", parsed.GetValue(format)!, _formats)
                .Match(
                    chosen =>
                        JournalDiff
                            .Of(a, b)
                            .Match(
                                Right: diff => Tell(terminal, a.Name, b.Name, diff, chosen),
                                Left: error => terminal.Refuse(error.Journal, error.Error)
                            ),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    // As diff's: 0 for the same, 1 for others, 2 for trouble.
    static int Tell(Terminal terminal, string one, string other, JournalDiff diff, string format)
    {
        using (terminal.Out)
            if (format == "json")
                terminal.Data.WriteLine(ModelFile.ToText(Json(one, other, diff)));
            else if (diff.IsSame)
                terminal.Out.WriteProse(
                    $"{one} and {other} record the same: {Runs(diff.Runs)}, {diff.Iterations} iterations of the last",
                    Tone.Good
                );
            else
            {
                terminal.Out.WriteProse(Heading(one, other, diff), Tone.Heading);
                foreach (var difference in diff.Differences)
                    terminal.Out.WriteProse($"{difference}");
            }
        return diff.IsSame ? ExitCode.Done : ExitCode.NotFitted;
    }

    static string Heading(string one, string other, JournalDiff diff) =>
        (diff.Runs > 0 ? $"{one} and {other} differ in run {diff.Run}" : $"{one} and {other} differ")
        + (
            diff.Iterations >= 0 && !diff.Differences.Exists(d => d is JournalDifference.Determined)
                ? $"; they are the same up to iteration {diff.Iterations}"
                : ""
        );

    static string Runs(int count) => count == 1 ? "one run" : $"{count} runs";

    static JsonObject Json(string one, string other, JournalDiff diff) =>
        new()
        {
            ["one"] = one,
            ["other"] = other,
            ["same"] = diff.IsSame,
            ["run"] = diff.Run,
            ["sameUpTo"] = diff.Iterations,
            ["differences"] = new JsonArray([
                .. diff.Differences.Select(difference =>
                    difference.Match<JsonNode>(
                        determined: d => Pair("determined", d.What, d.One, d.Other),
                        rows: d => new JsonObject
                        {
                            ["kind"] = "rows",
                            ["of"] = d.Of,
                            ["one"] = d.One,
                            ["other"] = d.Other,
                            ["ranges"] = new JsonArray([
                                .. d.Ranges.Select(range => new JsonObject { ["from"] = range.From, ["to"] = range.To }),
                            ]),
                        },
                        number: d => new JsonObject
                        {
                            ["kind"] = "number",
                            ["iteration"] = d.Iteration,
                            ["what"] = d.What,
                            ["one"] = ModelJson.Number(d.One),
                            ["other"] = ModelJson.Number(d.Other),
                            ["ulps"] = d.Ulps,
                        },
                        said: d => Pair("said", d.What, d.One, d.Other),
                        ended: d => Pair("ended", "end", d.One, d.Other)
                    )
                ),
            ]),
        };

    static JsonObject Pair(string kind, string what, string one, string other) =>
        new()
        {
            ["kind"] = kind,
            ["what"] = what,
            ["one"] = one,
            ["other"] = other,
        };
}
