using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>
/// A fit that was interrupted, ready to go on: a run alone, one of several starts with all that come after it, or one in the place of a run that
/// failed. What <c>em resume</c> runs.
/// </summary>
/// <param name="Model">The model of the run in hand, with its data.</param>
/// <param name="Rule">When that run stops.</param>
/// <param name="Events">The events that were missing, to the same bits.</param>
public sealed record ResumedFit(OpenedModel Model, StopRule Rule, IEnumerable<RunEvent<Vector>> Events)
{
    /// <summary>Finds what is missing of the last fit of a journal.</summary>
    /// <param name="writer">The journal, locked.</param>
    /// <param name="found">What it has.</param>
    /// <param name="open">Opens the model of a run on the data: a fit of several runs may have several, where components were dropped.</param>
    /// <param name="rule">Another rule, under which a run goes on as a child run; not while several starts are under way, which all run by one.</param>
    /// <param name="compute">Who computes the runs of several starts; one after the other if null.</param>
    /// <param name="limit">How many numbers the starts may have together.</param>
    /// <param name="leavesSaddles">Whether a child run leads on from where a run converges at a saddle, also from one that has ended.</param>
    public static Either<JournalError, ResumedFit> Of(
        JournalWriter writer,
        Recovery<Vector> found,
        Func<RunSpecification, Validation<EmError, OpenedModel>> open,
        Option<StopRule> rule = default,
        ComputeRuns<Vector>? compute = null,
        long limit = ModelRequest.DefaultLimit,
        bool leavesSaddles = false
    )
    {
        Either<JournalError, OpenedModel> Open(RunSpecification of) => Fit(open(of));
        return from decided in Decided(found, writer.Name)
            from started in found.Run.Started.ToEither(JournalError () => new JournalError.NoStart(writer.Name))
            from suited in Fit(RuleOf(found, rule))
            from model in Open(started.Specification)
            from options in Fit(OptionsOf(started).ToValidation())
            from events in found.Start.Match(
                start => Tournament(writer, found, start, model, Open, options, compute, limit),
                () =>
                    found
                        .On(model.Problem.Chart)
                        .Bind(recovered =>
                            leavesSaddles && rule.IsNone && BeyondSaddle.StartAfter(model.Problem, recovered.Run).IsSome
                                ? JournalResume.Same(started.Specification, started.Hashes, model.Problem, writer.Name).Map(_ => NoEvents)
                                : recovered.Events(model.Problem, rule, options, writer.Name, model.Starting.FallbackOf(options))
                        )
            )
            let suits = rule.IfNone(found.Run.Monitor.Rule)
            let run = found.Run with
            {
                Chart = model.Problem.Chart,
            }
            select new ResumedFit(model, suits, leavesSaddles ? BeyondSaddle.Events(model.Problem, events, suits, options, run) : events);
    }

    static IEnumerable<RunEvent<Vector>> NoEvents => [];

    static Either<JournalError, T> Fit<T>(Validation<EmError, T> found) =>
        found.ToEither().MapLeft(JournalError (faults) => new JournalError.Unfit(faults));

    // A tournament of rounds, of an earlier version, does not name its starts; its data need not be read either.
    static Either<JournalError, Unit> Decided(Recovery<Vector> found, string journal) =>
        found.Start.IsNone && found.Contestant.Case is string one ? new JournalError.Undecided(journal, one) : Prelude.unit;

    static Validation<EmError, Unit> RuleOf(Recovery<Vector> found, Option<StopRule> rule) =>
        found.Start.IsSome && rule.Case is StopRule other
            ? new EmError.BadOption(
                "stop",
                other.Text,
                new("left out until the best of the starts is found, which all run by one rule", _ => false)
            )
            : Prelude.unit;

    static Either<EmError, RunOptions<Vector>> OptionsOf(RunEvent<Vector>.Started started) =>
        Algorithm
            .Find<Vector>(started.Specification.Algorithm, started.Specification.MemoryNames)
            .Map(algorithm => new RunOptions<Vector>
            {
                Algorithm = algorithm,
                Seed = started.Specification.Seed,
                Environment = ThisMachine.Environment,
            });

    // The starts have the model that they began with; a run in the place of one that failed may have another.
    static Either<JournalError, IEnumerable<RunEvent<Vector>>> Tournament(
        JournalWriter writer,
        Recovery<Vector> found,
        RunSpecification start,
        OpenedModel inHand,
        Func<RunSpecification, Either<JournalError, OpenedModel>> open,
        RunOptions<Vector> options,
        ComputeRuns<Vector>? compute,
        long limit
    )
    {
        Recomputation Of(OpenedModel model) =>
            new(model.Problem, options.Algorithm) { Fallback = Prelude.Optional(model.Starting.FallbackOf(options)) };
        return from model in start.Model == inHand.Problem.Model ? inHand : open(start)
            from starts in Fit(JournalStarts.Find(model, start, limit))
            from events in JournalTournament.Events(
                found,
                writer.Read().Rights(),
                Of(model),
                Of(inHand),
                starts,
                options,
                writer.Name,
                compute
            )
            select events;
    }
}
