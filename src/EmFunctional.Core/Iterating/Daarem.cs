using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>
/// DAAREM: damped Anderson acceleration with restarts and monotonicity control. From the last few steps it tells where the residual M(θ) − θ would vanish
/// if it were linear. Source: Henderson, Varadhan (2019), Journal of Computational and Graphical Statistics 28:834.
/// </summary>
public static class Daarem
{
    /// <summary>Its name.</summary>
    public const string Name = "daarem";

    // Of steps: how far back it looks.
    const int MostSteps = 5;

    // δ = 1/(1 + Growth^(Caution − s)). The article begins with a caution of 25, from the first step on; here the steps before are plain.
    const double Growth = 1.2;
    const double Caution = 5;

    // Where the numbers of the walk, s and the count of steps end.
    const int Head = 6;

    /// <summary>
    /// Plain EM steps until the gains have settled, as <see cref="Squarem.S3"/> takes them. From then on, with u = ToFree(θ), v = ToFree(M(θ)) and
    /// r = M(θ) − θ in natural units, takes γ = argmin ‖r − Σ γⱼ Δrⱼ‖² + λ‖γ‖², where Δ is between steps that follow each other, and leaps to
    /// v − Σ γⱼ Δvⱼ. The damping λ ≥ 0 makes ‖γ‖² the share δ of what it is without; δ = 1/(1 + 1.2^(5 − s)), where s counts leaps that were taken, less m
    /// for each that was not. A leap that would lower the objective by more than rounding, or that allows no M-step, is given up for a plain step. It looks
    /// back over m = 5 steps at the most, or as many as there are free coordinates, and restarts with the newer half of them when there are m. Cost: one
    /// pass over the data a step, two where a leap is given up.
    /// </summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="chart">The coordinates in which to leap.</param>
    public static Algorithm<TParams> Anderson<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart)
    {
        var most = Math.Clamp(chart.DegreesOfFreedom, 1, MostSteps);
        var length = chart.Names.Count;
        return new(
            Name,
            Prelude.toArray(
                new[] { "near", "gain", "ratio", "settled", "trust", "steps" }.Concat(Remembered.Names(chart.Names, ["from", "to"], most))
            ),
            Squarem.DefaultRule,
            Begin: _ => Remember(Walk.Begin, 0, new([])),
            Step: Step
        );

        Vector Remember(Walk walk, double trust, Remembered steps) =>
            Vector.Concat([walk.Memory, [trust, steps.Groups.Length], steps.ToVector(2 * most * length)]);

        Either<EmError, Carried<TParams>> Step(Carried<TParams> from) =>
            from.At.Proposal.Bind(proposal =>
            {
                var (walk, trust) = (Walk.Of(from.Memory), from.Memory[4]);
                var before = Remembered.Of(from.Memory, Head, (int)from.Memory[5], 2, length);
                Vector[] step = [chart.ToFlat(from.At.Parameters), chart.ToFlat(proposal.Parameters)];
                if (!walk.IsNear)
                    return Walk.Step(evaluate, from, walk, (next, _) => Remember(next, 0, before.With(step, most)));
                var after = before.With(step, before.Groups.Length == most ? (most + 1) / 2 : most);
                var point = before.Groups.Length == 0 ? Option<TParams>.None : Leap(chart, from.At, before.With(step, most + 1), trust);
                var landed = point.Bind(there => Secants<TParams>.Land(evaluate, there, from.At));
                var passes = (point.IsSome ? 1 : 0) + (landed.IsSome ? 0 : 1);
                return landed
                    .Match(at => at, () => evaluate(proposal))
                    .Map(at => new Carried<TParams>(
                        from.Iteration + 1,
                        from.Evaluations + passes,
                        at,
                        Remember(walk, TrustAfter(trust, point.IsSome, landed.IsSome, most), after)
                    ));
            });
    }

    static double TrustAfter(double trust, bool isTried, bool isTaken, int most) =>
        !isTried ? trust
        : isTaken ? trust + 1
        : Math.Max(trust - most, -2 * Caution);

    static Option<TParams> Leap<TParams>(Chart<TParams> chart, Evaluated<TParams> from, Remembered steps, double trust)
    {
        var secants = new Secants<TParams>(chart, from);
        var residuals = steps.Groups.Select(step => secants.Change(step[0], step[1])).ToArray();
        var differences = residuals.Zip(residuals.Skip(1), (earlier, later) => later - earlier).ToArray();
        var share = 1 / (1 + Elementary.Exp((Caution - trust) * Elementary.Log(Growth)));
        var gamma = LeastSquares.Damped(differences, residuals[^1], share);
        return secants.Leap(
            steps.Groups[^1][1],
            [.. gamma.Select(g => -g)],
            [.. steps.Groups.Zip(steps.Groups.Skip(1), (earlier, later) => (earlier[1], later[1]))]
        );
    }
}
