using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

// Laws of whole runs: what says the same leads to the same, by as many iterations. Algorithms that solve equations of small differences, as DAAREM and the
// quasi-Newton method do, make much of rounding: their iterations are about as many, and they stop elsewhere within the residual of their rule, which where EM
// is slow is far from the optimum. So their residual is smaller here; then their ends are as near to each other as those of the others, but for one model of
// this library, where they are 1.4e-5 apart whether the residual is 1e-10 or 1e-11.
static class SymmetryLaws
{
    const double Limit = 1e-5;
    const double SmallResidual = 1e-10;

    // Runs that take longer are compared up to here.
    static readonly StopRule _budget = StopRule.Iterations(2000);

    static readonly string[] _exact = [Algorithm.PlainName, Squarem.Name];

    /// <summary>From a start that was changed with the data, each algorithm takes as many iterations, ends for the same reason, and where it should.</summary>
    public static IEnumerable<Check> Carry<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        from symmetry in trials.Options.Symmetries
        from run in trials.Runs.Take(2)
        from name in Algorithm.Names
        let algorithm = Algorithm.Find<TParams>(name).IfLeft(_ => Algorithm.Plain)
        let start = run.Iterates[0].At.Parameters
        let own = algorithm(trials.Problem.Evaluate, trials.Chart).DefaultRule
        let rule = (_exact.Contains(name) ? own : StopRule.Residual(SmallResidual)) | _budget
        from check in Compare(
            symmetry,
            Em.Fit(trials.Problem, start, rule, algorithm),
            Em.Fit(symmetry.Problem, symmetry.Map(start), rule, algorithm),
            $"{run.Name}, {symmetry.Name}, {name}",
            name
        )
        select check;

    static IEnumerable<Check> Compare<TParams>(
        LawSymmetry<TParams> symmetry,
        Either<EmError, Fitted<TParams>> expected,
        Either<EmError, Fitted<TParams>> actual,
        string where,
        string name
    )
    {
        yield return Check.That(expected.IsRight == actual.IsRight, $"{where}: one run fails, and the other does not");
        foreach (var (one, other) in from e in expected.RightAsEnumerable() from a in actual.RightAsEnumerable() select (e, a))
        {
            var (iterations, others) = (one.State.Iteration, other.State.Iteration);
            var isExact = _exact.Contains(name);
            yield return Check.That(
                Kind(one.Reason) == Kind(other.Reason) || (!isExact && one.Reason.IsConverged && other.Reason.IsConverged),
                $"{where}: {Kind(one.Reason)} becomes {Kind(other.Reason)}"
            );
            yield return Check.That(
                Math.Abs(iterations - others) <= (isExact ? 0 : 2 + iterations / 5),
                $"{where}: {iterations} iterations become {others}",
                Math.Abs(iterations - others)
            );
            var chart = symmetry.Problem.Chart;
            var (wanted, found) = (symmetry.Map(one.State.Parameters), other.State.Parameters);
            var (flat, units) = (chart.ToFlat(wanted), chart.Units?.Invoke(wanted));
            var change = chart.ToFlat(found) - flat;
            for (var i = 0; i < flat.Count; i++)
            {
                var by = change[i] == 0 ? 0 : Math.Abs(change[i]) / (units?[i] ?? 1);
                yield return Check.That(by <= (isExact ? Limit : 2 * Limit), $"{where}, {chart.Names[i]} in its unit", by);
            }
        }
    }

    static string Kind(StopReason reason) =>
        reason.Match(
            converged: r => r.Criterion,
            exhausted: r => r.Budget,
            decreased: _ => "a fall",
            both: r => $"{Kind(r.First)} and {Kind(r.Second)}",
            held: r => Kind(r.Last)
        );
}
