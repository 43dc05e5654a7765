using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

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
    /// Plain EM steps until the ratio of the gains, g/g′, is below 1 and has settled: only near an optimum is the parabola that of EM's own path, and
    /// further away a leap may end at another optimum or in a collapse. From then on, computes r = θ₁ − θ₀, v = (θ₂ − θ₁) − r, a = ‖r‖/‖v‖ held to
    /// 1 ≤ a ≤ limit, with each number in its natural unit, and θ′ = θ₀ + 2a·r + a²·v, whose EM step is the next iterate.
    /// The leap is shortened until it is inside the domain. Where its EM step is below θ₀ by more than rounding, one more cycle is taken from there
    /// before it is judged; if it fails or is below θ₀ still, it is given up for θ₂. So the objective of a monotone model never falls. The limit
    /// begins at 1; a leap of its length multiplies it by 4, or divides it by 4 if it is given up. Cost: one pass over the data for a plain step, two
    /// for a cycle with a = 1, else three; up to four more for a leap that is not at once a gain.
    /// </summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="chart">The coordinates in which to leap: the flat ones.</param>
    public static Algorithm<TParams> S3<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        new(
            Name,
            Arr.create("stepLimit", "gain", "ratio", "settled"),
            DefaultRule,
            Begin: _ => Walk.Begin.Memory,
            Step: from =>
                from.Memory[0] == 0
                    ? Walk.Step(evaluate, from, Walk.Of(from.Memory), (walk, _) => walk.Memory)
                    : Cycle(evaluate, chart, from, limit => [limit, from.Memory[1], from.Memory[2], from.Memory[3]])
        );

    /// <summary>The same as it was first recorded: leaps from the start on, in the units of the data. Journals of it are resumed and verified by it.</summary>
    internal static Algorithm<TParams> AtOnce<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        new(
            Name,
            AtOnceMemory,
            DefaultRule,
            Begin: _ => [1],
            Step: from => Cycle(evaluate, chart with { Units = null }, from, limit => [limit])
        );

    internal static Arr<string> AtOnceMemory { get; } = Arr.create("stepLimit");

    internal static StopRule DefaultRule => StopRule.Residual(1e-8) | StopRule.Iterations(10_000);

    static Either<EmError, Carried<TParams>> Cycle<TParams>(
        Evaluate<TParams> evaluate,
        Chart<TParams> chart,
        Carried<TParams> from,
        Func<double, Vector> remember
    )
    {
        var passes = 0;
        Either<EmError, Evaluated<TParams>> Pass(Proposal<TParams> at)
        {
            passes++;
            return evaluate(at);
        }
        var limit = from.Memory[0];
        return from
            .At.Proposal.Bind(Pass)
            .Map(one =>
                one.Proposal.Match(
                    Left: _ => (At: one, Limit: limit), // the step after this one says why it ends here
                    Right: two => Leap(Pass, chart, from.At, one, two, limit)
                )
            )
            .Map(to => new Carried<TParams>(from.Iteration + 1, from.Evaluations + passes, to.At, remember(to.Limit)));
    }

    static (Evaluated<TParams> At, double Limit) Leap<TParams>(
        Evaluate<TParams> pass,
        Chart<TParams> chart,
        Evaluated<TParams> from,
        Evaluated<TParams> one,
        Proposal<TParams> two,
        double limit
    )
    {
        bool IsNoLoss(Evaluated<TParams> at) => at.Objective >= from.Objective - Rounding.OfSum(at);
        var parabola = Parabola.Through(chart, from, one, two);
        var length = Math.Clamp(parabola.Length, 1, limit);
        var landed =
            length > 1
                ? Land(pass, chart, parabola, length).Bind(at => IsNoLoss(at) ? at : GoOn(pass, chart, at, length).Filter(IsNoLoss))
                : Option<Evaluated<TParams>>.None;
        var changed =
            length < limit ? limit
            : length > 1 && landed.IsNone ? limit / Growth
            : limit * Growth;
        return landed.Match(
            at => (at, changed),
            () => pass(two).Match(Right: at => (at, changed), Left: _ => (one, limit)) // likewise
        );
    }

    // One more cycle, to where it lands.
    static Option<Evaluated<TParams>> GoOn<TParams>(Evaluate<TParams> pass, Chart<TParams> chart, Evaluated<TParams> low, double limit) =>
        from one in low.Proposal.Bind(proposal => pass(proposal)).ToOption()
        from two in one.Proposal.ToOption()
        let parabola = Parabola.Through(chart, low, one, two)
        from at in Land(pass, chart, parabola, Math.Clamp(parabola.Length, 1, limit))
        select at;

    // The EM step from where the parabola lands, if it is allowed.
    static Option<Evaluated<TParams>> Land<TParams>(Evaluate<TParams> pass, Chart<TParams> chart, Parabola parabola, double length) =>
        Inside(chart, parabola, length)
            .Bind(point => pass(point).Bind(there => there.Proposal).Bind(proposal => pass(proposal)).ToOption());

    // From the inside of the domain a leap may not land on its edge, where EM cannot move.
    static Option<TParams> Inside<TParams>(Chart<TParams> chart, Parabola parabola, double length)
    {
        var isInside = chart.StartFromFlat(parabola.Two).IsSuccess;
        for (; ; length = (length + 1) / 2)
        {
            var point = chart.Nearest is { } nearest ? nearest(parabola.At(length), parabola.Two) : parabola.At(length);
            var landed = isInside ? chart.StartFromFlat(point).ToOption() : chart.FromFlat(point).ToOption();
            if (landed.IsSome || length < 1 + 1.0 / 16)
                return landed;
        }
    }

    // θ₀ + 2a·r + a²·v: θ₀ at a = 0, θ₂ at a = 1
    sealed record Parabola(Vector Zero, Vector Two, Vector R, Vector V, Vector? Units)
    {
        public static Parabola Through<TParams>(
            Chart<TParams> chart,
            Evaluated<TParams> from,
            Evaluated<TParams> one,
            Proposal<TParams> two
        )
        {
            var (zero, first, second) = (chart.ToFlat(from.Parameters), chart.ToFlat(one.Parameters), chart.ToFlat(two.Parameters));
            var r = first - zero;
            return new(zero, second, r, second - first - r, chart.Units?.Invoke(from.Parameters));
        }

        /// <summary>‖r‖/‖v‖, by which the leap lands on the fixed point if EM converges at one rate; 1 where there is no curvature.</summary>
        public double Length
        {
            get
            {
                var (r, v) = (Scaled(R), Scaled(V));
                var scale = Math.Max(Largest(r), Largest(v)); // squares neither over- nor underflow
                var length = Math.Sqrt(Square(r, scale) / Square(v, scale));
                return double.IsFinite(length) ? length : 1;
            }
        }

        public Vector At(double a) => Zero + 2 * a * R + a * a * V;

        // What has no unit, such as a rate of 0, does not move.
        Vector Scaled(Vector change) => Units is null ? change : Vector.Of(change.Count, i => change[i] == 0 ? 0 : change[i] / Units[i]);

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
