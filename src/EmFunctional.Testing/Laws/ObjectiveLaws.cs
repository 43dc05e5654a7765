using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

// Laws of the objective: it rises to a point where nothing raises it.
static class ObjectiveLaws
{
    // A relative change of a parameter that is no rounding, and no last step to the optimum.
    const double Movement = 1e-3;

    // How far to look from an optimum in free coordinates: 1e-3 finds a slope of 1e-6 of the objective.
    const double Step = 1e-3;

    /// <summary>The objective never falls by more than rounding.</summary>
    public static IEnumerable<Check> Monotone<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from run in trials.Runs
        where trials.Model.Monotone
        from step in run.Steps
        where step.To.At.Diagnostics.IsEmpty
        let fall = step.From.At.Objective - step.To.At.Objective
        select Check.That(fall <= step.To.At.Slack, step.Where, fall);

    /// <summary>
    /// A first step that moves the parameters gains: the objective is that of the iterate's own parameters, not of those before
    /// (L(θ′) − L(θ) ≥ Q(θ′|θ) − Q(θ|θ) &gt; 0; Dempster, Laird, Rubin 1977, eq. 3.3).
    /// </summary>
    public static IEnumerable<Check> OwnParameters<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from run in trials.Runs
        where trials.Model.Monotone
        from step in run.Steps.Take(1)
        where step.From.At.Residual > Movement
        let gain = step.To.At.Objective - step.From.At.Objective
        select Check.That(
            gain > step.To.At.Slack,
            $"{step.Where}: a change of {NumberText.Shortest(step.From.At.Residual)} without a gain",
            gain
        );

    /// <summary>One more M-step from a fixed point changes nothing.</summary>
    public static IEnumerable<Check> FixedPoint<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from run in trials.Runs
        from optimum in run.Optimum.ToArray()
        from proposal in optimum.Proposal.RightAsEnumerable()
        from check in trials
            .Problem.Evaluate(proposal)
            .Match(
                Right: next =>
                    Check
                        .Close(trials.Chart.ToFlat(optimum.Parameters), trials.Chart.ToFlat(next.Parameters), $"{run.Name}, parameters")
                        .Append(Check.Close(optimum.Objective, next.Objective, $"{run.Name}, objective")),
                Left: error => [Check.That(false, $"{run.Name}: {error}")]
            )
        select check;

    /// <summary>From a fixed point no small step in free coordinates raises the objective: the M-step maximises, under every constraint.</summary>
    public static IEnumerable<Check> Stationary<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from run in trials.Runs
        where trials.Model.Monotone
        from optimum in run.Optimum.ToArray()
        let free = trials.Chart.ToFree(optimum.Parameters)
        from direction in Directions(trials.Seed, free)
        from point in trials.Chart.FromFree(free + direction).RightAsEnumerable()
        from there in trials.Problem.Evaluate(point).RightAsEnumerable()
        let gain = there.Objective - optimum.Objective
        select Check.That(
            gain <= 1e-9 * Math.Max(1, Math.Abs(optimum.Objective)),
            $"{run.Name}: at {trials.Chart.ToFlat(point)} the objective is {NumberText.Shortest(there.Objective)}, at the fixed point "
                + $"{trials.Chart.ToFlat(optimum.Parameters)} it is {NumberText.Shortest(optimum.Objective)}",
            gain
        );

    // Along each coordinate that is finite, both ways, and along eight drawn directions.
    static IEnumerable<Vector> Directions(Seed seed, Vector free)
    {
        double Length(int i) => double.IsFinite(free[i]) ? Step * Math.Max(1, Math.Abs(free[i])) : 0;
        var axes =
            from i in Enumerable.Range(0, free.Count)
            where double.IsFinite(free[i])
            from sign in new[] { -1, 1 }
            select Vector.Of(free.Count, j => j == i ? sign * Length(i) : 0);
        var drawn = Enumerable.Range(0, 8).Select(k => Vector.Of(free.Count, j => Length(j) * seed.Split(2000 + k).Normal(j)));
        return axes.Concat(drawn);
    }

    /// <summary>What accelerates stays in the domain, never falls, and an optimum is an optimum for it too.</summary>
    public static IEnumerable<Check> Accelerated<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from run in trials.Runs
        where trials.Model.Monotone
        from name in Algorithm.Names
        where name != Algorithm.PlainName
        let algorithm = Algorithm.Find<TParams>(name).IfLeft(_ => Algorithm.Plain)
        from check in Leaps(trials, run, name, algorithm).Concat(Stays(trials, run, name, algorithm))
        select check;

    static IEnumerable<Check> Leaps<TData, TParams, TStats>(
        Trials<TData, TParams, TStats> trials,
        Trial<TParams> run,
        string name,
        Iterate<TParams> algorithm
    )
    {
        var states = Em.Iterate(trials.Problem, run.Iterates[0].At.Parameters, algorithm)
            .Take(run.Iterates.Count)
            .SelectMany(iterate => iterate.RightAsEnumerable())
            .Select(carried => carried.State)
            .ToArray();
        foreach (var (from, to) in states.Zip(states.Skip(1)))
        {
            var where = $"{run.Name}, {name}, iteration {to.Iteration}";
            var fall = from.Objective - to.Objective;
            yield return Check.That(fall <= to.Slack || !to.Diagnostics.IsEmpty, where, fall);
            yield return trials
                .Chart.FromFlat(trials.Chart.ToFlat(to.Parameters))
                .Match(_ => Check.That(true, where), error => Check.That(false, $"{where}: {error}"));
        }
    }

    static IEnumerable<Check> Stays<TData, TParams, TStats>(
        Trials<TData, TParams, TStats> trials,
        Trial<TParams> run,
        string name,
        Iterate<TParams> algorithm
    ) =>
        from optimum in run.Optimum.ToArray()
        from step in Em.Iterate(trials.Problem, optimum.Parameters, algorithm).Take(4)
        from at in step.RightAsEnumerable()
        select Check.Close(optimum.Objective, at.At.Objective, $"{run.Name}, {name} from the optimum, iteration {at.Iteration}");
}
