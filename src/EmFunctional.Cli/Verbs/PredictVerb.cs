using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Models;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em predict MODEL DATA</c>: the component of each row, and how sure the model is.</summary>
static class PredictVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("predict", "say which component each row is of, with a model that was fitted before");
        var (arguments, results) = (new AppliedArguments(registry), new TableResults());
        arguments.AddTo(command);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = results.Terminal(parsed);
            return results
                .Check(parsed, arguments.Files(parsed))
                .Bind(_ => arguments.Read(parsed, "predict"))
                .Match(
                    model =>
                    {
                        terminal.Tell(model.Applied.Description);
                        var rows = Progress.Rows(terminal, "predict", model.Applied.Rows, model.Applied.Row);
                        if (rows.Count(row => row.IsImpossible) is > 0 and var impossible)
                            terminal.Say(Impossible(rows, impossible));
                        return results.Write(parsed, terminal, Predictions(model.Saved, rows) with { Read = model.Applied.Description });
                    },
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static string Impossible(RowPosterior[] rows, int count) =>
        $"{(count == 1 ? "1 row has" : $"{count} rows have")} probability 0 under every component, or too small a one to tell them apart; the first is "
        + $"row {System.Array.FindIndex(rows, row => row.IsImpossible) + 1}: no label and no responsibilities (in arrays of labels -1)";

    static ResultTable Predictions(SavedModel saved, RowPosterior[] rows)
    {
        IEnumerable<ResultColumn> columns =
        [
            new(
                "label",
                i => rows[i].IsImpossible ? double.NaN : rows[i].Label,
                saved.Labels.IsEmpty ? null : i => rows[i].IsImpossible ? null : NameOf(saved, rows[i].Label)
            )
            {
                IsWhole = true,
            },
            .. Enumerable
                .Range(0, saved.Settings.Components)
                .Select(k => new ResultColumn(
                    $"responsibility[{k}]",
                    i => rows[i].IsImpossible ? double.NaN : rows[i].Responsibilities[k]
                )),
            new("logDensity", i => rows[i].LogDensity),
        ];
        return new(rows.Length, [.. columns]);
    }

    // There may be more components than names.
    static string NameOf(SavedModel saved, int label) => label < saved.Labels.Count ? saved.Labels[label] : $"{label}";
}
