using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Explaining;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Saving;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em score MODEL DATA</c>: how well a model fits rows, as a whole or each.</summary>
static class ScoreVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("score", "say how well a model that was fitted before fits rows");
        var (arguments, results) = (new AppliedArguments(registry), new TableResults());
        var rows = new Option<bool>("--rows") { Description = "for each row its log-density and outlier score, -ln p(row), in nats" };
        arguments.AddTo(command);
        command.Add(rows);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = results.Terminal(parsed);
            return results
                .Check(parsed, arguments.Files(parsed))
                .Bind(_ => arguments.Read(parsed, "score"))
                .Match(
                    model =>
                    {
                        terminal.Tell(model.Applied.Description);
                        return results.Write(
                            parsed,
                            terminal,
                            (
                                parsed.GetValue(rows)
                                    ? Each(terminal, model.Applied)
                                    : Whole(registry.FreedomOf(model.Saved).IfNone(model.Saved.Names.Count), model.Applied)
                            ) with
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

    static ResultTable Each(Terminal terminal, AppliedModel applied)
    {
        var rows = Progress.Rows(terminal, "score", applied.Rows, applied.Row);
        return new(
            rows.Length,
            [
                new("row", i => i + 1) { IsWhole = true },
                new("logDensity", i => rows[i].LogDensity),
                new("outlierScore", i => rows[i].OutlierScore),
            ]
        );
    }

    static ResultTable Whole(int freedom, AppliedModel applied)
    {
        var criteria = new Criteria(applied.LogLikelihood, freedom, applied.Size, double.NaN);
        return new(
            1,
            [
                new("rows", _ => applied.Rows),
                new("logLikelihood", _ => criteria.LogLikelihood),
                new("perRow", _ => criteria.LogLikelihood / applied.Size),
                new("freedom", _ => criteria.Freedom),
                new("bic", _ => criteria.Bic),
                new("aic", _ => criteria.Aic),
                new("weight", _ => applied.Size),
            ]
        );
    }
}
