using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>
/// The direction in which the objective is curved downwards least at a fixed point θ* of EM's map M, by a few passes over the data. The Jacobian of M in free
/// coordinates is 1 − I_c⁻¹ I, with I the observed information and I_c that of complete data (Dempster, Laird &amp; Rubin 1977, §3), so that its largest
/// eigenvalue belongs to the least of I_c⁻¹ I, and exceeds 1 where the free Hessian has an eigenvalue above 0: a saddle. The power method
/// v ← (M(u* + v) − M(u* − v))/2 leads to it; each step also gives the second difference of the objective along v, and so says whether it is curved upwards.
/// </summary>
static class FlattestDirection
{
    const int Steps = 20;
    const int MostDoublings = 20;

    // What a step gains or costs, in nats: enough to be no rounding, and so little that the objective is a parabola.
    const double Change = 1e-2;
    const double Least = 1e-4;
    const double Most = 1;
    const double MostGrowth = 8;
    const double First = 1e-3;

    /// <summary>The highest point of those tried along that direction, if the objective is curved upwards in it.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="at">θ*, where EM has converged.</param>
    /// <returns>The point, higher than θ*; nothing where the objective is curved downwards in the directions tried.</returns>
    public static Option<TParams> Up<TParams>(Problem<TParams> problem, TParams at)
    {
        var (chart, here) = (problem.Chart, problem.Chart.ToFree(at));
        return Passed(problem, at).Bind(middle => Up(middle.Objective));

        Option<TParams> Up(double objective)
        {
            var direction = Vector.Of(
                here.Count,
                i => double.IsFinite(here[i]) ? First * Math.Max(1, Math.Abs(here[i])) * new Seed(1).Normal(i) : 0
            );
            for (var step = 0; step < Steps; step++)
            {
                if ((Off(direction, 1).Case, Off(direction, -1).Case) is not (Evaluated<TParams> one, Evaluated<TParams> other))
                {
                    direction = 1 / MostGrowth * direction;
                    continue;
                }
                var bend = one.Objective + other.Objective - 2 * objective;
                if (bend > Least && IsParabola(direction, bend, objective))
                    return Highest(direction, objective, one, other);
                if (Math.Abs(bend) > Most)
                {
                    direction = Math.Sqrt(Change / Math.Abs(bend)) * direction;
                    continue;
                }
                if ((Next(one).Case, Next(other).Case) is not (Vector ahead, Vector behind))
                    return Option<TParams>.None;
                var grown = Vector.Of(direction.Count, i => direction[i] == 0 ? 0 : (ahead[i] - behind[i]) / 2);
                direction = Math.Clamp(Math.Sqrt(Change / Math.Abs(bend)), 1 / MostGrowth, MostGrowth) * grown;
            }
            return Option<TParams>.None;
        }

        // Half as far a parabola bends a quarter as much.
        bool IsParabola(Vector direction, double bend, double objective) =>
            (
                from one in Off(direction, 0.5)
                from other in Off(direction, -0.5)
                select one.Objective + other.Objective - 2 * objective
            ).Exists(half => half > bend / 8);

        Option<Evaluated<TParams>> Off(Vector direction, double length) =>
            chart
                .FromFree(Vector.Of(here.Count, i => direction[i] == 0 ? here[i] : here[i] + length * direction[i]))
                .ToOption()
                .Bind(point => Passed(problem, point));

        Option<Vector> Next(Evaluated<TParams> there) =>
            there
                .Proposal.ToOption()
                .Map(proposal => chart.ToFree(proposal.Parameters))
                .Filter(free => Enumerable.Range(0, free.Count).All(i => double.IsFinite(free[i]) == double.IsFinite(here[i])));

        // On the higher side, as far as doubling the way still leads up.
        Option<TParams> Highest(Vector direction, double objective, Evaluated<TParams> one, Evaluated<TParams> other)
        {
            var (best, length) = one.Objective >= other.Objective ? (one, 1.0) : (other, -1.0);
            for (var doubling = 0; doubling < MostDoublings; doubling++)
            {
                length *= 2;
                if (Off(direction, length).Case is not Evaluated<TParams> further || !(further.Objective > best.Objective))
                    break;
                best = further;
            }
            return best.Objective > objective ? best.Parameters : Option<TParams>.None;
        }
    }

    static Option<Evaluated<TParams>> Passed<TParams>(Problem<TParams> problem, TParams at) =>
        problem.Evaluate(new(at, Arr<Diagnostic>.Empty)).ToOption().Filter(found => double.IsFinite(found.Objective));
}
