using System.Collections.Generic;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Sharding;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

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
        var keep = new KeepOption();
        arguments.AddTo(command);
        command.Add(path);
        keep.AddTo(command);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = results.Terminal(parsed);
            return results
                .Check(parsed, arguments.Files(parsed))
                .Bind(_ => arguments.Read(parsed, "predict", keep.IsAsked(parsed)))
                .Match(
                    run =>
                    {
                        using (run)
                            return Write(run, parsed, terminal, results, keep, parsed.GetValue(path));
                    },
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static int Write(AppliedRun run, ParseResult parsed, Terminal terminal, TableResults results, KeepOption keep, bool isPath)
    {
        var (done, impossible, first) = (0, 0, 0);
        using var shown = Progress.Of(terminal, () => $"predict: {done} rows");
        Validation<EmError, ResultTable> Predicted(AppliedPart part) =>
            from path in PathOf(run.Saved, part.Applied, isPath)
            let rows = Enumerable.Range(0, part.Applied.Rows).Select(part.Applied.Row).ToArray()
            from table in keep.Before(parsed, part, run.MissingMarkers, Predictions(run.Saved, rows, path))
            select Counted(table with { Read = part.Read, Style = results.Style(parsed) }, part, rows);
        ResultTable Counted(ResultTable table, AppliedPart part, RowPosterior[] rows)
        {
            done = part.First + rows.Length;
            if (rows.Count(row => row.IsImpossible) is > 0 and var more)
            {
                first = impossible == 0 ? part.First + Array.FindIndex(rows, row => row.IsImpossible) + 1 : first;
                impossible += more;
            }
            return table;
        }
        var code = results.Write(parsed, terminal, run.Parts.Select(part => part.Bind(Predicted)));
        if (code == ExitCode.Done && impossible > 0)
            terminal.Say(Impossible(first, impossible));
        return code;
    }

    static string Impossible(int first, int count) =>
        $"{(count == 1 ? "1 row has" : $"{count} rows have")} probability 0 under every component, or too small a one to tell them apart; the first is "
        + $"row {first}: no label and no responsibilities (in arrays of labels -1)";

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
                .Path.Map(states => states(Threads.OfMachine))
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
