using System.Collections.Generic;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em predict MODEL DATA</c>: the component of each row, and how sure the model is.</summary>
static class PredictVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("predict", "say which component each row is of, with a model that was fitted before");
        var (arguments, results) = (new AppliedArguments(registry), new TableResults());
        var path = new System.CommandLine.Option<bool>("--path")
        {
            Description = "of models of sequences: the states that are likeliest together, too (Viterbi)",
        };
        arguments.AddTo(command);
        command.Add(path);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = results.Terminal(parsed);
            return results
                .Check(parsed, arguments.Files(parsed))
                .Bind(_ => arguments.Read(parsed, "predict"))
                .Bind(model =>
                    PathOf(model.Saved, model.Applied, parsed.GetValue(path)).Map(states => (model.Saved, model.Applied, Path: states))
                )
                .Match(
                    model =>
                    {
                        terminal.Tell(model.Applied.Description);
                        var rows = Progress.Rows(terminal, "predict", model.Applied.Rows, model.Applied.Row);
                        if (rows.Count(row => row.IsImpossible) is > 0 and var impossible)
                            terminal.Say(Impossible(rows, impossible));
                        return results.Write(
                            parsed,
                            terminal,
                            Predictions(model.Saved, rows, model.Path) with
                            {
                                Read = model.Applied.Description,
                            }
                        );
                    },
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static string Impossible(RowPosterior[] rows, int count) =>
        $"{(count == 1 ? "1 row has" : $"{count} rows have")} probability 0 under every component, or too small a one to tell them apart; the first is "
        + $"row {System.Array.FindIndex(rows, row => row.IsImpossible) + 1}: no label and no responsibilities (in arrays of labels -1)";

    static ResultTable Predictions(SavedModel saved, RowPosterior[] rows, Arr<int> path)
    {
        IEnumerable<ResultColumn> columns =
        [
            Labels(saved, "label", i => rows[i].Label),
            .. path.IsEmpty ? [] : new[] { Labels(saved, "path", i => path[i]) },
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

    static Validation<EmError, Arr<int>> PathOf(SavedModel saved, AppliedModel applied, bool isAsked) =>
        !isAsked
            ? Arr<int>.Empty
            : applied
                .Path.Map(states => states())
                .ToValidation<EmError>(new EmError.CannotDo(saved.Model.Name, "say which states are likeliest together"));

    static ResultColumn Labels(SavedModel saved, string name, Func<int, int> label) =>
        new(
            name,
            i => label(i) < 0 ? double.NaN : label(i),
            saved.Labels.IsEmpty ? null : i => label(i) < 0 ? null : NameOf(saved, label(i))
        )
        {
            IsWhole = true,
        };

    // There may be more components than names.
    static string NameOf(SavedModel saved, int label) => label < saved.Labels.Count ? saved.Labels[label] : $"{label}";
}
