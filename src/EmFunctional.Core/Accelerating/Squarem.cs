using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Accelerating;

/// <summary>
/// SQUAREM: squared iterative methods for accelerating any EM. A cycle takes two EM steps from θ₀ to θ₁ and θ₂, leaps along the parabola through
/// them, and takes an EM step from where it lands. Source: Varadhan, Roland (2008), Scandinavian Journal of Statistics 35:335, scheme S3.
/// </summary>
public static class Squarem
{
    /// <summary>Its name.</summary>
    public const string Name = "squarem";

    const double Growth = 4;

    /// <summary>
    /// Computes r = θ₁ − θ₀, v = (θ₂ − θ₁) − r, a = ‖r‖/‖v‖ held to 1 ≤ a ≤ limit, and θ′ = θ₀ + 2a·r + a²·v, whose EM step is the next iterate.
    /// The leap is shortened until it is inside the domain, and given up for θ₂ where its EM step is below θ₀ beyond rounding or fails; so the
    /// objective of a monotone model never falls. The limit begins at 1, is multiplied by 4 by a leap of its length, and divided by 4 when
    /// such a leap is given up. Cost: three passes over the data a cycle, two where a = 1, and up to two more for a leap that is given up.
    /// </summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="chart">The coordinates in which to leap: the flat ones.</param>
    public static Algorithm<TParams> S3<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        new(
            Name,
            Arr.create("stepLimit"),
            StopRule.Residual(1e-8) | StopRule.Iterations(10_000),
            Begin: _ => [1],
            Step: from => from.At.Proposal.Bind(proposal => evaluate(proposal)).Map(one => Cycle(evaluate, chart, from, one))
        );

    static Carried<TParams> Cycle<TParams>(
        Evaluate<TParams> evaluate,
        Chart<TParams> chart,
        Carried<TParams> from,
        Evaluated<TParams> one
    ) =>
        one.Proposal.Match(
            Left: _ => From(from, 1, one, from.Memory[0]), // the step after this one says why it ends here
            Right: two => Leap(evaluate, chart, from, one, two)
        );

    static Carried<TParams> Leap<TParams>(
        Evaluate<TParams> evaluate,
        Chart<TParams> chart,
        Carried<TParams> from,
        Evaluated<TParams> one,
        Proposal<TParams> two
    )
    {
        var limit = from.Memory[0];
        var parabola = Parabola.Through(chart.ToFlat(from.At.Parameters), chart.ToFlat(one.Parameters), chart.ToFlat(two.Parameters));
        var length = Math.Clamp(parabola.Length, 1, limit);
        var (evaluations, landed) = length > 1 ? Land(evaluate, chart, parabola, length, from.At) : (0, Option<Evaluated<TParams>>.None);
        var changed =
            length < limit ? limit
            : length > 1 && landed.IsNone ? limit / Growth
            : limit * Growth;
        return landed.Match(
            at => From(from, 1 + evaluations, at, changed),
            () =>
                evaluate(two)
                    .Match(
                        Right: at => From(from, 2 + evaluations, at, changed),
                        Left: _ => From(from, 2 + evaluations, one, limit) // likewise
                    )
        );
    }

    // The EM step from where the parabola lands, if it is allowed and no loss; and how many passes that took.
    static (int Evaluations, Option<Evaluated<TParams>> At) Land<TParams>(
        Evaluate<TParams> evaluate,
        Chart<TParams> chart,
        Parabola parabola,
        double length,
        Evaluated<TParams> from
    ) =>
        Inside(chart, parabola, length)
            .Match(
                parameters =>
                    evaluate(parameters)
                        .Bind(there => there.Proposal)
                        .Match(
                            Right: proposal =>
                                (2, evaluate(proposal).ToOption().Filter(at => at.Objective >= from.Objective - Rounding(at))),
                            Left: _ => (1, Option<Evaluated<TParams>>.None)
                        ),
                () => (0, Option<Evaluated<TParams>>.None)
            );

    // From the inside of the domain a leap may not land on its edge, where EM cannot move.
    static Option<TParams> Inside<TParams>(Chart<TParams> chart, Parabola parabola, double length)
    {
        var isInside = chart.StartFromFlat(parabola.Two).IsSuccess;
        for (; length > 1.0 + 1.0 / 16; length = (length + 1) / 2)
        {
            var point = parabola.At(length);
            var landed = isInside ? chart.StartFromFlat(point).ToOption() : chart.FromFlat(point).ToOption();
            if (landed.IsSome)
                return landed;
        }
        return Option<TParams>.None;
    }

    // Where the model is not monotone the slack is infinite, and any leap would do.
    static double Rounding<TParams>(Evaluated<TParams> at) => double.IsFinite(at.Slack) ? at.Slack : 0;

    static Carried<TParams> From<TParams>(Carried<TParams> from, int evaluations, Evaluated<TParams> at, double limit) =>
        new(from.Iteration + 1, from.Evaluations + evaluations, at, [limit]);

    // θ₀ + 2a·r + a²·v: θ₀ at a = 0, θ₂ at a = 1
    sealed record Parabola(Vector Zero, Vector Two, Vector R, Vector V)
    {
        public static Parabola Through(Vector zero, Vector one, Vector two)
        {
            var r = one - zero;
            return new(zero, two, r, two - one - r);
        }

        /// <summary>‖r‖/‖v‖, by which the leap lands on the fixed point if EM converges at one rate; 1 where there is no curvature.</summary>
        public double Length
        {
            get
            {
                var scale = Math.Max(Largest(R), Largest(V)); // squares neither over- nor underflow
                var length = Math.Sqrt(Square(R, scale) / Square(V, scale));
                return double.IsFinite(length) ? length : 1;
            }
        }

        public Vector At(double a) => Zero + 2 * a * R + a * a * V;

        static double Largest(Vector vector)
        {
            var largest = 0.0;
            foreach (var x in vector.Span)
                largest = Math.Max(largest, Math.Abs(x));
            return largest;
        }

        static double Square(Vector vector, double scale)
        {
            var sum = 0.0;
            foreach (var x in vector.Span)
                sum += x / scale * (x / scale);
            return sum;
        }
    }
}
