using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em sample MODEL -n N</c>: rows drawn from a model, by seed.</summary>
static class SampleVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("sample", "draw rows from a model that was fitted before");
        var (arguments, results) = (new SavedArguments(registry), new TableResults());
        var count = new Option<int>("-n")
        {
            Description = "how many rows",
            DefaultValueFactory = _ => 10,
            HelpName = "N",
        };
        var seed = new Option<string?>("--seed") { Description = "the seed of what is drawn [default: 1]", HelpName = "N" };
        var components = new Option<bool>("--components") { Description = "from which component each row was drawn, too" };
        var limit = new LimitOption();
        arguments.AddTo(command);
        command.Add(count);
        command.Add(seed);
        command.Add(components);
        limit.AddTo(command);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = results.Terminal(parsed);
            var n = parsed.GetValue(count);
            if (n < 1)
                return terminal.Refuse([new EmError.OutsideDomain("n", n, Domain.WholeNumberFrom(1))]);
            return results
                .Check(parsed, arguments.Path(parsed))
                .Bind(_ => Seeds.Of(parsed.GetValue(seed)))
                .Bind(drawn => arguments.Read(parsed).Map(model => (model.Entry, model.Saved, Seed: drawn.IfNone(1UL))))
                .Bind(model =>
                    from use in SavedArguments.UseOf(model.Entry, "draw rows")
                    from most in limit.Of(parsed)
                    from few in LimitOption.Check($"the numbers of {n} rows", (Int128)n * Math.Max(2, model.Saved.Columns.Count + 1), most)
                    from rows in use.Draw(model.Saved, new Seed(model.Seed), n).ToValidation()
                    select (model.Saved, rows)
                )
                .Match(
                    drawn => results.Write(parsed, terminal, Rows(drawn.Saved, drawn.rows, parsed.GetValue(components))),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static ResultTable Rows(SavedModel saved, DrawnRows drawn, bool components)
    {
        var d = drawn.Columns.Count;
        double At(int i, int j) => drawn.Values[i * d + j];
        var values = drawn.Columns.Select(
            (name, j) =>
            {
                var texts = drawn.Levels.IsEmpty ? saved.Symbols : drawn.Levels[j];
                return new ResultColumn(name, i => At(i, j), texts.IsEmpty ? null : i => texts[(int)At(i, j)]) { IsWhole = !texts.IsEmpty };
            }
        );
        IEnumerable<ResultColumn> component = components ? [new("component", i => drawn.Components[i]) { IsWhole = true }] : [];
        return new(drawn.Components.Count, [.. values, .. component]);
    }
}
