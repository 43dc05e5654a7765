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
    public static Command Create()
    {
        var command = new Command("predict", "say which component each row is of, with a model that was fitted before");
        var (arguments, results) = (new AppliedArguments(), new TableResults());
        arguments.AddTo(command);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(quiet: false);
            return results
                .Check(parsed, arguments.Files(parsed))
                .Bind(_ => arguments.Read(parsed, "predict"))
                .Match(
                    model => results.Write(parsed, terminal, Predictions(model.Saved, model.Applied)),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static ResultTable Predictions(SavedModel saved, AppliedModel applied)
    {
        var rows = Enumerable.Range(0, applied.Rows).Select(applied.Row).ToArray();
        IEnumerable<ResultColumn> columns =
        [
            new("label", i => rows[i].Label, saved.Labels.IsEmpty ? null : i => NameOf(saved, rows[i].Label)),
            .. Enumerable
                .Range(0, saved.Settings.Components)
                .Select(k => new ResultColumn($"responsibility[{k}]", i => rows[i].Responsibilities[k])),
            new("logDensity", i => rows[i].LogDensity),
        ];
        return new(rows.Length, [.. columns]);
    }

    // There may be more components than names.
    static string NameOf(SavedModel saved, int label) => label < saved.Labels.Count ? saved.Labels[label] : $"{label}";
}
