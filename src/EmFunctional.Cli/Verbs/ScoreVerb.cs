using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em score MODEL DATA</c>: how well a model fits rows, as a whole or each.</summary>
static class ScoreVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("score", "say how well a model that was fitted before fits rows");
        var (arguments, results, keep) = (new AppliedArguments(registry), new TableResults(), new KeepOption());
        var rows = new System.CommandLine.Option<bool>("--rows")
        {
            Description = "for each row its log-density and outlier score, -ln p(row), in nats",
        };
        arguments.AddTo(command);
        command.Add(rows);
        keep.AddTo(command);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var (terminal, isEach) = (results.Terminal(parsed), parsed.GetValue(rows));
            return results
                .Check(parsed, arguments.Files(parsed))
                .Bind(_ => OnlyOfRows(keep, parsed, isEach))
                .Bind(_ => arguments.Read(parsed, "score", keep.IsAsked(parsed)))
                .Match(
                    run =>
                    {
                        using (run)
                            return isEach
                                ? Each(run, parsed, terminal, results, keep)
                                : Whole(
                                    run,
                                    registry.DegreesOfFreedomOf(run.Saved).IfNone(run.Saved.Names.Count),
                                    parsed,
                                    terminal,
                                    results
                                );
                    },
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static Validation<EmError, Unit> OnlyOfRows(KeepOption keep, ParseResult parsed, bool isEach) =>
        isEach || !keep.IsAsked(parsed)
            ? Prelude.unit
            : new EmError.BadOption("keep", "columns", new("left out where rows are not scored each (--rows)", _ => false));

    static int Each(AppliedRun run, ParseResult parsed, Terminal terminal, TableResults results, KeepOption keep)
    {
        var done = 0;
        using var shown = Progress.Of(terminal, () => $"score: {done} rows");
        Validation<EmError, ResultTable> Scored(AppliedPart part)
        {
            var rows = Enumerable.Range(0, part.Applied.Rows).Select(part.Applied.Row).ToArray();
            done = part.First + rows.Length;
            ResultTable table = new(
                rows.Length,
                [
                    new("row", i => part.First + i + 1) { IsWhole = true },
                    new("logDensity", i => rows[i].LogDensity),
                    new("outlierScore", i => rows[i].OutlierScore),
                ]
            )
            {
                Read = part.Read,
                Style = results.Style(parsed),
            };
            return keep.Before(parsed, part, run.MissingMarkers, table);
        }
        return results.Write(parsed, terminal, run.Parts.Select(part => part.Bind(Scored)));
    }

    // Added up from the first row to the last, however they come.
    static int Whole(AppliedRun run, int freedom, ParseResult parsed, Terminal terminal, TableResults results)
    {
        var (rows, size, logLikelihood, read) = (0, 0.0, 0.0, DataDescription.Unknown);
        using var shown = Progress.Of(terminal, () => $"score: {rows} rows");
        foreach (var part in run.Parts)
        {
            if (part.IsFail)
                return terminal.Refuse(part.FailAsEnumerable());
            part.IfSuccess(known =>
            {
                for (var i = 0; i < known.Applied.Rows; i++)
                    if (known.Applied.Weight(i) is > 0 and var weight)
                    {
                        size += weight;
                        logLikelihood += weight * known.Applied.Row(i).LogDensity;
                    }
                (rows, read) = (known.First + known.Applied.Rows, known.Read);
            });
        }
        var criteria = new Criteria(logLikelihood, freedom, size, double.NaN);
        return results.Write(
            parsed,
            terminal,
            new ResultTable(
                1,
                [
                    new("rows", _ => rows) { IsWhole = true },
                    new("logLikelihood", _ => criteria.LogLikelihood),
                    new("perRow", _ => criteria.LogLikelihood / size),
                    new("freedom", _ => criteria.DegreesOfFreedom) { IsWhole = true },
                    new("bic", _ => criteria.Bic),
                    new("aic", _ => criteria.Aic),
                    new("weight", _ => size),
                ]
            )
            {
                Read = read,
            }
        );
    }
}
