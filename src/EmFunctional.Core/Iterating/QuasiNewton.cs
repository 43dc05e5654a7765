using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>
/// A quasi-Newton method for fixed points, by a few secants of EM's own map. Source: Zhou, Alexander, Lange (2011), Statistics and Computing 21:261.
/// </summary>
public static class QuasiNewton
{
    /// <summary>Its name.</summary>
    public const string Name = "quasi-newton";

    // Of secants, the newest included.
    const int MostSecants = 3;

    // Where the numbers of the walk and the count of secants end.
    const int Head = 5;

    /// <summary>
    /// Plain EM steps until the gains have settled, as <see cref="Squarem.S3"/> takes them. From then on a cycle takes one EM step, from θ to M(θ), and knows
    /// M(M(θ)). With u = M(θ) − θ and v = M(M(θ)) − M(θ) of this cycle and of those before it as the columns of U and V, it leaps to M(θ) + V·c,
    /// c = argmin ‖u − (U − V)c‖²: Newton's step for M(θ) = θ with secants in the place of the Jacobian. The article solves Uᵀ(U − V)c = Uᵀu, which may be
    /// singular. Lengths are of natural units, the leap is in free coordinates. A leap that would lower the objective of M(θ) by more than rounding, or that
    /// allows no M-step, is given up for M(M(θ)), and the secants are forgotten. It keeps 3 at the most, or as many as there are free coordinates. Cost:
    /// two passes over the data a cycle, three where the leap is given up.
    /// </summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="chart">The coordinates in which to leap.</param>
    public static Algorithm<TParams> Secant<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart)
    {
        var (most, length) = (Math.Clamp(chart.DegreesOfFreedom, 1, MostSecants), chart.Names.Count);
        return new(
            Name,
            Prelude.toArray(
                new[] { "near", "gain", "ratio", "settled", "secants" }.Concat(
                    Remembered.Names(chart.Names, ["from", "to", "next"], most - 1)
                )
            ),
            Squarem.DefaultRule,
            Begin: _ => Remember(Walk.Begin, new([])),
            Step: Step
        );

        Vector Remember(Walk walk, Remembered secants) =>
            Vector.Concat([walk.Memory, [secants.Groups.Length], secants.ToVector(3 * (most - 1) * length)]);

        Either<EmError, Carried<TParams>> Step(Carried<TParams> from)
        {
            var (walk, before) = (Walk.Of(from.Memory), Remembered.Of(from.Memory, Head, (int)from.Memory[4], 3, length));
            return walk.IsNear
                ? from.At.Proposal.Bind(proposal => evaluate(proposal)).Bind(one => Cycle(from, one, walk, before))
                : Walk.Step(evaluate, from, walk, (next, _) => Remember(next, before));
        }

        Either<EmError, Carried<TParams>> Cycle(Carried<TParams> from, Evaluated<TParams> one, Walk walk, Remembered before)
        {
            // Where there is no M-step, the step after this one says why it ends here.
            if (one.Proposal.Case is not Proposal<TParams> two)
                return new Carried<TParams>(from.Iteration + 1, from.Evaluations + 1, one, from.Memory);
            Vector[] secant = [chart.ToFlat(from.At.Parameters), chart.ToFlat(one.Parameters), chart.ToFlat(two.Parameters)];
            var point = Leap(chart, one, before.With(secant, most));
            var landed = point.Bind(there => Secants<TParams>.Land(evaluate, there, one));
            var passes = 1 + (point.IsSome ? 1 : 0) + (landed.IsSome ? 0 : 1);
            return landed
                .Match(at => at, () => evaluate(two))
                .Map(at => new Carried<TParams>(
                    from.Iteration + 1,
                    from.Evaluations + passes,
                    at,
                    Remember(walk, landed.IsSome ? before.With(secant, most - 1) : new([]))
                ));
        }
    }

    static Option<TParams> Leap<TParams>(Chart<TParams> chart, Evaluated<TParams> from, Remembered secants)
    {
        var measured = new Secants<TParams>(chart, from);
        var u = secants.Groups.Select(points => measured.Change(points[0], points[1])).ToArray();
        var v = secants.Groups.Select(points => measured.Change(points[1], points[2])).ToArray();
        return measured.Leap(
            secants.Groups[^1][1],
            LeastSquares.Damped([.. u.Zip(v, (one, two) => one - two)], u[^1], share: 1),
            [.. secants.Groups.Select(points => (points[1], points[2]))]
        );
    }
}
