using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Explaining;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using EmFunctional.Saving;
using EmFunctional.Telemetry;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em fit MODEL DATA …</c>: fits a model and prints what it found.</summary>
static class FitVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("fit", "fit a model to data");
        var cluster = new ClusterOption();
        var (arguments, results) = (new ModelArguments(registry, readsBlocks: true, isSpread: cluster.IsGiven), new Results(registry));
        arguments.AddTo(command);
        cluster.AddTo(command);
        results.AddTo(command);
        var journal = new System.CommandLine.Option<string?>("--journal")
        {
            Description = "record every event in this file, or in a store (sqlite:FILE, postgres://…)",
            HelpName = "FILE",
        };
        var force = new System.CommandLine.Option<bool>("--force") { Description = "overwrite the journal if there is one" };
        var durable = new System.CommandLine.Option<bool>("--durable")
        {
            Description = "flush the journal to the disk at every event, against loss of power",
        };
        var save = new System.CommandLine.Option<string?>("--save")
        {
            Description = "write the fitted model to this file, for 'em predict', 'score' and 'sample'",
            HelpName = "FILE",
        };
        var errors = new ErrorOptions();
        var saddles = SaddleOption();
        var author = new AuthorOptions();
        errors.AddTo(command);
        command.Add(saddles);
        command.Add(journal);
        command.Add(save);
        command.Add(force);
        command.Add(durable);
        author.AddTo(command);
        var watch = new FitWatch();
        watch.AddTo(command);
        var online = new OnlineOptions();
        online.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(results.IsQuiet(parsed));
            return errors
                .Of(parsed, arguments.SeedOf(parsed))
                // Before anything is kept of rows that never end.
                .Bind(_ => online.IsGiven(parsed) && errors.First(parsed).Case is string asked ? Refused(asked) : Prelude.unit)
                .Bind(_ =>
                    (errors.ReadsAgain(parsed) ? DataSource.Kept(arguments.Data(parsed)) : LanguageExt.Option<Stream>.None).ToValidation()
                )
                .Match(
                    kept =>
                    {
                        using var input = kept.MatchUnsafe<Stream?>(stream => stream, () => null);
                        return author.Read(parsed).Match(Right: by => Fit(parsed, terminal, by, input), Left: terminal.Refuse);
                    },
                    faults => terminal.Refuse(faults)
                );
        });
        return command;

        int Fit(ParseResult parsed, Terminal terminal, JournalAuthor by, Stream? input) =>
            results
                .Format(parsed)
                .Bind(_ =>
                    JournalName(
                        parsed.GetValue(journal),
                        arguments.Data(parsed),
                        parsed.GetValue(force) || parsed.GetValue(durable) ? "--force and --durable"
                            : author.IsAsked(parsed) ? "--sign and --provenance"
                            : null
                    )
                )
                .Bind(_ => watch.Check(parsed, parsed.GetValue(journal)))
                .Bind(_ => FileNames.Model("save", parsed.GetValue(save), arguments.Data(parsed)))
                .Bind(_ => FileNames.Distinct("save", parsed.GetValue(save), parsed.GetValue(journal)))
                .Bind(_ => online.Check(parsed))
                .Bind(_ => cluster.Of(parsed, arguments.Data(parsed)))
                .Bind(_ => online.IsGiven(parsed) ? Learn(parsed, terminal, by) : FitAll(parsed, terminal, by, input))
                .Match(code => code, faults => terminal.Refuse(faults));

        // Rows as they come.
        Validation<EmError, int> Learn(ParseResult parsed, Terminal terminal, JournalAuthor signer) =>
            from alone in parsed.GetValue(saddles) ? Refused("leave-saddles")
            : cluster.IsGiven(parsed) ? Refused("cluster")
            : Prelude.unit
            from asked in online.Read(parsed)
            from schedule in asked.Schedule.Check()
            from request in StreamArguments.Read(arguments, parsed, asked.First)
            select watch.Around(
                parsed,
                terminal,
                parsed.GetValue(journal),
                request.Fit.Model,
                path =>
                {
                    using (request)
                        return Create(path, parsed)
                            .Match(
                                Right: file =>
                                {
                                    using var writer = file.MatchUnsafe<JournalWriter?>(opened => opened, () => null);
                                    return OnlineFitting.Begin(
                                        request,
                                        schedule,
                                        new(writer, signer),
                                        new(parsed, results, terminal),
                                        Saving(parsed)
                                    );
                                },
                                Left: terminal.Refuse
                            );
                }
            );

        static Validation<EmError, Unit> Refused(string option) =>
            new EmError.BadOption(option, "", new("left out where --online is given", _ => false));

        Validation<EmError, int> FitAll(ParseResult parsed, Terminal terminal, JournalAuthor by, Stream? input) =>
            arguments
                .Read(parsed, table => Progress.Reading(table, terminal), input)
                .Map(request =>
                    request with
                    {
                        Fit = request.Fit with { LeavesSaddles = parsed.GetValue(saddles) || errors.AsksErrors(parsed) },
                    }
                )
                .Map(request =>
                    RunningCluster.Use(
                        cluster.Of(parsed, arguments.Data(parsed)),
                        terminal,
                        (running, told) =>
                            Begin(parsed, told, by, input, running.Match(workers => Spread(workers, parsed, request), () => request))
                    )
                );

        int Begin(ParseResult parsed, Terminal terminal, JournalAuthor by, Stream? input, FitRequest request) =>
            watch.Around(
                parsed,
                terminal,
                parsed.GetValue(journal),
                request.Model,
                path =>
                    Create(path, parsed)
                        .Match(
                            Right: file =>
                                new FitRun(
                                    request,
                                    // It was checked.
                                    errors
                                        .Of(parsed, arguments.SeedOf(parsed))
                                        .IfFail(faults => throw new UnreachableException($"{faults.Head}")),
                                    new(file.MatchUnsafe<JournalWriter?>(writer => writer, () => null), by),
                                    new(parsed, results, terminal)
                                )
                                {
                                    Refit = run => Again(parsed, request.Fit, run, input),
                                    Save = Saving(parsed),
                                }.Run(),
                            Left: terminal.Refuse
                        )
            );

        Either<JournalError, LanguageExt.Option<JournalWriter>> Create(string? path, ParseResult parsed) =>
            path is null
                ? LanguageExt.Option<JournalWriter>.None
                : JournalNames.At(path).Create(parsed.GetValue(force), parsed.GetValue(durable)).Map(Prelude.Some);

        FitRequest Spread(RunningCluster workers, ParseResult parsed, FitRequest request) =>
            request with
            {
                Fit = request.Fit with
                {
                    Model = workers.Spread(
                        request.Model,
                        request.Data,
                        arguments.Access(parsed, request.Fit.Entry),
                        arguments.Limit(parsed)
                    ),
                },
            };

        Validation<EmError, LanguageExt.Option<Refit>> Again(ParseResult parsed, ModelFit fit, RunState<Vector> run, Stream? input) =>
            arguments
                .DataOptions.Open(parsed, arguments.Data(parsed), reading: null, arguments.Chosen(parsed), input)
                .Map(source =>
                {
                    using (source)
                        return Refit
                            .Of(fit, run, source.Table, arguments.Chosen(parsed))
                            .Map(refit => refit with { Limit = arguments.Limit(parsed) });
                });

        Func<SavedModel, Either<EmError, Unit>> Saving(ParseResult parsed) =>
            model => parsed.GetValue(save) is { } path ? ModelFile.Save(model, path, parsed.GetValue(durable)) : Prelude.unit;
    }

    /// <summary>Whether a run goes on from a saddle.</summary>
    internal static System.CommandLine.Option<bool> SaddleOption() =>
        new("--leave-saddles") { Description = "look whether a run converged at a saddle, and lead on from there as a child run" };

    // A journal never takes the place of the data.
    static Validation<EmError, Unit> JournalName(string? journal, string data, string? neededBy) =>
        journal is null
            ? neededBy is not null
                ? new EmError.BadOption("journal", "", new($"given with {neededBy}", _ => false))
                : Prelude.unit
            : JournalNames.Apart(journal, data);
}
