using System.CommandLine;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using EmFunctional.Telemetry;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em impute MODEL DATA …</c>: the table with what is missing filled in, by a model that is fitted to it or was fitted before.</summary>
sealed class ImputeVerb
{
    readonly Registry _registry;
    readonly ModelArguments _arguments;
    readonly TableResults _results = new();
    readonly KeepOption _keep = new("all");
    readonly System.CommandLine.Option<bool> _deviations = new("--deviations")
    {
        Description = "beside each column that was read, the conditional standard deviation of what was filled in",
    };
    readonly System.CommandLine.Option<int> _draws = new("--draws")
    {
        Description = "so many tables drawn from the conditional distribution by the seed, one below the other; 0 for its mean",
        DefaultValueFactory = _ => 0,
        HelpName = "M",
    };
    readonly System.CommandLine.Option<int> _imputations = new("--imputations")
    {
        Description =
            "so many tables, each drawn with a model fitted to rows that are drawn anew (bootstrap), so that they differ as much as the parameters are "
            + "uncertain; with -o t.csv the files t-1.csv, t-2.csv …",
        DefaultValueFactory = _ => 0,
        HelpName = "M",
    };

    ImputeVerb(Registry registry) => (_registry, _arguments) = (registry, new(registry, readsBlocks: true, ofFiles: true));

    public static Command Create(Registry registry)
    {
        var command = new Command(
            "impute",
            "print a table with what is missing filled in, by a model that is fitted to it or was fitted before"
        );
        var verb = new ImputeVerb(registry);
        verb._arguments.AddTo(command);
        verb._results.AddTo(command);
        verb._keep.AddTo(command);
        command.Add(verb._deviations);
        command.Add(verb._draws);
        command.Add(verb._imputations);
        command.SetAction(verb.Run);
        return command;
    }

    int Run(ParseResult parsed)
    {
        var terminal = _results.Terminal(parsed);
        return Check(parsed)
            .Bind(_ => DataSource.Kept(_arguments.Data(parsed)).ToValidation())
            .Match(
                kept =>
                {
                    using var input = kept.MatchUnsafe<Stream?>(stream => stream, () => null);
                    return IsFile(parsed) ? Apply(parsed, terminal, input) : Fit(parsed, terminal, input);
                },
                errors => terminal.Refuse(errors)
            );
    }

    // A name of a model comes first; what is none may be a file.
    bool IsFile(ParseResult parsed) => _registry.Find(_arguments.Model(parsed)).IsLeft && File.Exists(_arguments.Model(parsed));

    Validation<EmError, Unit> Check(ParseResult parsed)
    {
        var (draws, imputations, path) = (parsed.GetValue(_draws), parsed.GetValue(_imputations), _results.Path(parsed));
        EmError Bad(string option, int value, string domain) => new EmError.BadOption(option, $"{value}", new(domain, _ => false));
        if (draws < 0)
            return new EmError.OutsideDomain("draws", draws, Domain.WholeNumberFrom(0));
        if (imputations < 0)
            return new EmError.OutsideDomain("imputations", imputations, Domain.WholeNumberFrom(0));
        if (imputations > 0 && path is null)
            return Bad("imputations", imputations, "left out unless -o names their files");
        if (imputations > 0 && draws > 0)
            return Bad("draws", draws, "left out beside --imputations, each of which is a draw");
        if (imputations > 0 && IsFile(parsed))
            return Bad("imputations", imputations, "left out with a saved model, whose data are not at hand to be drawn anew");
        if (IsFile(parsed) && _arguments.OfFit(parsed).Case is (string option, string value))
            return new EmError.BadOption(option, value, new("left out with a saved model, which is fitted already", _ => false));
        string[] read = IsFile(parsed) ? [_arguments.Model(parsed), _arguments.Data(parsed)] : [_arguments.Data(parsed)];
        return _results
            .Check(parsed, read)
            .Bind(_ =>
                Enumerable
                    .Range(1, imputations)
                    .Select(m => _results.CheckFile(parsed, FileOf(path!, m), read))
                    .Aggregate(Prelude.Success<EmError, Unit>(Prelude.unit), (all, one) => all.Bind(_ => one))
            );
    }

    static string FileOf(string path, int imputation) =>
        Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)}-{imputation}{Path.GetExtension(path)}");

    int Apply(ParseResult parsed, Terminal terminal, Stream? input) =>
        SavedArguments
            .Read(_registry, _arguments.Model(parsed))
            .Bind(model =>
                model.Entry.CanImpute
                    ? model
                    : Prelude.Fail<EmError, (ModelEntry Entry, SavedModel Saved)>(new EmError.CannotDo(model.Entry.Name, "impute"))
            )
            .Match(model => Write(model.Entry, model.Saved, parsed, terminal, input), errors => terminal.Refuse(errors));

    int Write(ModelEntry entry, SavedModel saved, ParseResult parsed, Terminal terminal, Stream? input)
    {
        var completion = new Completion(parsed.GetValue(_draws), parsed.GetValue(_deviations), new Seed(_arguments.SeedOf(parsed)));
        return Write(entry, saved, parsed, terminal, input, completion, path: null);
    }

    int Write(
        ModelEntry entry,
        SavedModel saved,
        ParseResult parsed,
        Terminal terminal,
        Stream? input,
        Completion completion,
        string? path,
        Action? placed = null
    )
    {
        var done = 0L;
        using var shown = Progress.Of(terminal, () => $"impute: {done} rows written");
        var imputing = new Imputing(() => Opened(entry, saved, parsed, input), parsed, _keep, _results.Style(parsed));
        return _results.Write(
            parsed,
            terminal,
            imputing
                .Parts(completion)
                .Select(part =>
                    part.Map(rows =>
                    {
                        done += rows.Rows;
                        return rows;
                    })
                ),
            path,
            tells: IsFile(parsed),
            placed
        );
    }

    // Opened anew for each pass; weights are not needed.
    Validation<EmError, AppliedRun> Opened(ModelEntry entry, SavedModel saved, ParseResult parsed, Stream? input) =>
        from use in SavedArguments.UseOf(entry, "impute")
        from chosen in entry.Fit(_arguments.Chosen(parsed) with { Weights = LanguageExt.Option<string>.None })
        from source in _arguments.DataOptions.OpenOnce(parsed, _arguments.Data(parsed), chosen, input)
        select AppliedRun.Of(entry, use, saved, source, chosen, keeps: true);

    // The data of the fit go before the table is written, for which they are read again.
    int Fit(ParseResult parsed, Terminal terminal, Stream? input) =>
        Fitted(parsed, terminal, input)
            .Match(
                fitted =>
                    fitted.Match(
                        Right: done =>
                            parsed.GetValue(_imputations) is > 0 and var count
                                ? Several(done, count, parsed, terminal, input)
                                : Write(done.Entry, done.Saved, parsed, terminal, input),
                        Left: code => code
                    ),
                errors => terminal.Refuse(errors)
            );

    // What a fit leaves behind: not its data.
    sealed record Done(ModelEntry Entry, SavedModel Saved, DataDescription Read, StopRule Rule, RunOptions<Vector> Options);

    Validation<EmError, Either<int, Done>> Fitted(ParseResult parsed, Terminal terminal, Stream? input) =>
        from request in _arguments.Read(parsed, table => Progress.Reading(table, terminal), input)
        from able in request.Model.Rows.CanImpute
            ? Prelude.Success<EmError, Unit>(Prelude.unit)
            : new EmError.CannotDo(request.Model.Problem.Model.Name, "impute")
        select Fitted(request.Fit, terminal);

    static Either<int, Done> Fitted(ModelFit fit, Terminal terminal)
    {
        var read = fit.Model.Problem.Describe();
        terminal.Tell(read);
        var contest = Contest.Nothing;
        var events = fit.Events.Watched().ToObservable(Fitting.Scheduler).Do(happened => contest = contest.Add(happened));
        return Fitting
            .Run(events, RunState.Begin(fit.Model.Problem.Chart, fit.Rule), terminal, keepTrace: false)
            .MapLeft(terminal.Fail)
            .Bind(ended =>
            {
                var code = Fitting.ExitCodeOf(ended.Run, requireConvergence: false);
                if (code == ExitCode.Interrupted)
                {
                    terminal.Error.WriteLine(
                        "Interrupted. Nothing was written: the fit was not at its end. 'em fit … --save FILE' keeps what it has, and 'em impute FILE …' fills in by it."
                    );
                    return code;
                }
                foreach (var line in Verdict.Lines(ended.Run).Concat(Verdict.Lines(contest)))
                    terminal.Say(line);
                return code == ExitCode.Done && fit.Saved(ended.Run).Case is SavedModel saved
                    ? Prelude.Right<int, Done>(new(fit.Entry, saved, read, fit.Rule, fit.Options))
                    : code;
            });
    }

    int Several(Done done, int count, ParseResult parsed, Terminal terminal, Stream? input)
    {
        var chosen = _arguments.Chosen(parsed);
        var bootstrap = new Bootstrap(done.Entry, done.Saved, chosen, done.Read.Rows.IfNone(0), done.Rule, done.Options)
        {
            Executor = _arguments.Threads(parsed),
            Limit = _arguments.Limit(parsed),
        };
        return new Imputations(
            bootstrap,
            () => _arguments.DataOptions.Open(parsed, _arguments.Data(parsed), reading: null, chosen, input),
            done.Read.Header.IfNone(true),
            new(_arguments.SeedOf(parsed))
        ).Write(
            count,
            terminal,
            (m, saved, seed, placed) =>
                Write(
                    done.Entry,
                    saved,
                    parsed,
                    terminal,
                    input,
                    new(1, parsed.GetValue(_deviations), seed) { IsNumbered = false },
                    FileOf(_results.Path(parsed)!, m),
                    placed
                )
        );
    }
}
