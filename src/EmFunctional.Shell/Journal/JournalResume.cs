using System.Collections.Generic;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>Takes up a run from its journal.</summary>
public static class JournalResume
{
    /// <summary>
    /// The events that follow: of the same run if it was interrupted; under another rule, of a child run from its last iterate.
    /// </summary>
    /// <param name="recovered">What the journal has.</param>
    /// <param name="problem">The model with its data, which must be the journal's.</param>
    /// <param name="rule">Another rule, if any.</param>
    /// <param name="options">The algorithm, and where the run goes on.</param>
    /// <param name="journal">How errors name the journal.</param>
    public static Either<JournalError, IEnumerable<RunEvent<TParams>>> Events<TParams>(
        this Recovery<TParams> recovered,
        Problem<TParams> problem,
        Option<StopRule> rule,
        RunOptions<TParams> options,
        string journal
    ) =>
        from started in recovered.Run.Started.ToEither(JournalError () => new JournalError.NoStart(journal))
        from same in Same(started.Specification, problem)
        from events in rule.Filter(other => other.Text != started.Specification.Rule)
            .Match(
                other => Prelude.Right<JournalError, IEnumerable<RunEvent<TParams>>>(Child(recovered, problem, started, other, options)),
                () => Rest(recovered, problem, options, journal)
            )
        select events;

    /// <summary>Whether a model with its data is the one of a run.</summary>
    /// <param name="specification">The run's.</param>
    /// <param name="problem">The model with its data.</param>
    public static Either<JournalError, Unit> Same<TParams>(RunSpecification specification, Problem<TParams> problem)
    {
        var data = problem.Identify();
        if (specification.Model != problem.Model)
            return new JournalError.Other("model and options", specification.Model.ToString(), problem.Model.ToString());
        if (specification.Data != data || specification.Blocks != problem.Blocks)
            return new JournalError.Other("data", Shown(specification.Data), Shown(data));
        return Prelude.unit;
    }

    static string Shown(Option<Numerics.Hash256> hash) => hash.Match(h => $"hash {h.ToString()[..16]}…", () => "no hash");

    static Either<JournalError, IEnumerable<RunEvent<TParams>>> Rest<TParams>(
        Recovery<TParams> recovered,
        Problem<TParams> problem,
        RunOptions<TParams> options,
        string journal
    ) =>
        recovered.Run.Ending.IsSome
            ? new JournalError.Ended(journal)
            : Prelude.Right<JournalError, IEnumerable<RunEvent<TParams>>>(
                Em.Resume(problem, recovered.Run, new(options.Environment, recovered.TornBytes), options.Algorithm)
            );

    static IEnumerable<RunEvent<TParams>> Child<TParams>(
        Recovery<TParams> recovered,
        Problem<TParams> problem,
        RunEvent<TParams>.Started started,
        StopRule rule,
        RunOptions<TParams> options
    )
    {
        var (start, iteration) = recovered.Run.Last.Match(
            last => (last.State.Parameters, last.State.Iteration),
            () => (problem.Chart.FromFlat(started.Specification.Start).OrThrow(), 0)
        );
        return Em.Events(problem, start, rule, options with { Parent = new RunParent(started.Run, iteration, "rule") });
    }
}
