using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em sample MODEL -n N</c>: rows drawn from a model, by seed.</summary>
sealed class SampleVerb
{
    readonly SavedArguments _arguments;
    readonly TableResults _results = new();
    readonly LimitOption _limit = new();
    readonly System.CommandLine.Option<int> _count = new("-n")
    {
        Description = "how many rows, of each sequence if there are several",
        DefaultValueFactory = _ => 10,
        HelpName = "N",
    };
    readonly System.CommandLine.Option<string?> _seed = new("--seed")
    {
        Description = "the seed of what is drawn [default: 1]",
        HelpName = "N",
    };
    readonly System.CommandLine.Option<bool> _components = new("--components")
    {
        Description = "from which component each row was drawn, too",
    };
    readonly System.CommandLine.Option<int?> _sequences = new("--sequences")
    {
        Description = "of models of sequences: how many, with a column that numbers them from 1 [default: one, without it]",
        HelpName = "N",
    };
    readonly System.CommandLine.Option<string?> _state = new("--from-state")
    {
        Description =
            "of models of sequences: the state that came before the first row, by number or label [default: a sequence that begins]",
        HelpName = "STATE",
    };

    SampleVerb(Registry registry) => _arguments = new(registry);

    public static Command Create(Registry registry)
    {
        var command = new Command("sample", "draw rows from a model that was fitted before");
        var verb = new SampleVerb(registry);
        verb._arguments.AddTo(command);
        command.Add(verb._count);
        command.Add(verb._seed);
        command.Add(verb._components);
        command.Add(verb._sequences);
        command.Add(verb._state);
        verb._limit.AddTo(command);
        verb._results.AddTo(command);
        command.SetAction(verb.Run);
        return command;
    }

    int Run(ParseResult parsed)
    {
        var terminal = _results.Terminal(parsed);
        return (
            from n in AtLeastOne("n", parsed.GetValue(_count))
            from sequences in AtLeastOne("sequences", parsed.GetValue(_sequences) ?? 1)
            from _ in _results.Check(parsed, _arguments.Path(parsed))
            from seed in Seeds.Of(parsed.GetValue(_seed))
            from model in _arguments.Read(parsed)
            from use in SavedArguments.UseOf(model.Entry, "draw rows")
            from most in _limit.Of(parsed)
            from few in LimitOption.Check(
                $"the numbers of {(long)n * sequences} rows",
                (Int128)n * sequences * Math.Max(2, model.Saved.Columns.Count + 1),
                most
            )
            from draw in DrawOf(parsed, model.Saved, use, sequences, n)
            from rows in draw(new Seed(seed.IfNone(1UL))).ToValidation()
            select (model.Saved, Rows: rows)
        ).Match(drawn => _results.Write(parsed, terminal, Table(drawn.Saved, drawn.Rows, parsed)), errors => terminal.Refuse(errors));
    }

    static Validation<EmError, int> AtLeastOne(string name, int count) =>
        count >= 1 ? count : new EmError.OutsideDomain(name, count, Domain.WholeNumberFrom(1));

    Validation<EmError, Func<Seed, Either<EmError, DrawnRows>>> DrawOf(
        ParseResult parsed,
        SavedModel saved,
        ModelUse use,
        int sequences,
        int n
    ) =>
        parsed.GetValue(_sequences) is null && parsed.GetValue(_state) is null
            ? Prelude.Success<EmError, Func<Seed, Either<EmError, DrawnRows>>>(seed => use.Draw(saved, seed, n))
            : from draw in use.DrawSequences.ToValidation<EmError>(new EmError.CannotDo(saved.Model.Name, "draw sequences"))
            from state in StateOf(parsed.GetValue(_state), saved)
            select new Func<Seed, Either<EmError, DrawnRows>>(seed => draw(saved, seed, new SequenceDraw(sequences, n) { From = state }));

    static Validation<EmError, LanguageExt.Option<int>> StateOf(string? text, SavedModel saved) =>
        text is null ? LanguageExt.Option<int>.None
        : Array.IndexOf(saved.Labels.ToArray(), text) is >= 0 and var labelled ? Prelude.Some(labelled)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var state) && state < saved.Settings.Components
            ? Prelude.Some(state)
        : new EmError.BadOption(
            "from-state",
            text,
            new(
                Domain.Labels(saved.Settings.Components).Name
                    + (saved.Labels.IsEmpty ? "" : $", or one of {string.Join(", ", saved.Labels)}"),
                _ => false
            )
        );

    ResultTable Table(SavedModel saved, DrawnRows drawn, ParseResult parsed)
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
        IEnumerable<ResultColumn> sequence = parsed.GetValue(_sequences) is not null
            ? [new("sequence", i => drawn.Sequences[i] + 1) { IsWhole = true }]
            : [];
        IEnumerable<ResultColumn> component = parsed.GetValue(_components)
            ? [new("component", i => drawn.Components[i]) { IsWhole = true }]
            : [];
        return new(drawn.Components.Count, [.. sequence, .. values, .. component]);
    }
}
