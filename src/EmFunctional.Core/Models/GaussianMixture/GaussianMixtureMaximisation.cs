using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// The M-step, for all forms and guards.
static class GaussianMixtureMaximisation
{
    /// <summary>
    /// Computes πₖ = nₖ/n, μₖ, and Σₖ from the scatter Wₖ = Σ r (x − μₖ)(x − μₖ)ᵀ: Wₖ/nₖ, or Σ Wₖ/n where it is shared; of one variance for all
    /// columns, tr Wₖ/(d nₖ).
    /// </summary>
    public static Either<EmError, Proposal<MixtureParameters>> Maximise(
        MixtureParameters at,
        Vector expected,
        GaussianMixtureOptions options,
        HeldComponents? held = null
    )
    {
        var kept = held ?? HeldComponents.None(at.Components);
        var sums = new Moments[at.Components];
        for (var k = 0; k < sums.Length; k++)
            sums[k] = Moments.Of(at, expected, k, options, kept.Means[k]);
        var empty = Array.FindAll(sums, s => s.IsEmpty);
        if (empty.Length > 0 && options.Guard is CovarianceGuard.None or CovarianceGuard.Ridge)
            return new EmError.Degenerate(empty[0].Component, empty[0].Mass, 0);
        var weights = options.Mixing.Maximise(Vector.Of(sums.Length, k => sums[k].Mass), at.MixingWeights, kept.Weights);
        var diagnostics = new List<Diagnostic>(empty.Select(s => new Diagnostic.Empty(s.Component)));
        var covariances = new Covariance[options.Form.IsShared() ? 1 : sums.Length];
        for (var k = 0; k < covariances.Length; k++)
        {
            var group = options.Form.IsShared() ? sums : sums[k..(k + 1)];
            var made = kept.Covariances[k] ? at.Covariance(k) : CovarianceOf(group, at, options, diagnostics);
            if (made.Case is EmError error)
                return error;
            covariances[k] = (Covariance)made.Case;
        }
        var to = at.With(weights, Vector.Concat(Array.ConvertAll(sums, s => s.Mean)), covariances);
        diagnostics.AddRange(Coincident(to));
        return new Proposal<MixtureParameters>(to, diagnostics.ToArray());
    }

    /// <summary>The sums of each component, its mass, Σ r y and Σ r y yᵀ, about other means.</summary>
    public static Either<EmError, Vector> Carry(
        MixtureParameters from,
        MixtureParameters to,
        Vector expected,
        GaussianMixtureOptions options
    ) =>
        Vector.Fill(
            expected.Count,
            (from, to, expected, options.Dimension),
            static (into, x) =>
            {
                var (d, count) = (x.Dimension, into.Length / x.from.Components);
                x.expected.Span.CopyTo(into);
                for (var k = 0; k < x.from.Components; k++)
                {
                    var own = into.Slice(k * count, count);
                    Carrying.Shift(x.from.Mean(k).Span, x.to.Mean(k).Span, own[0], own.Slice(1, d), own[(1 + d)..]);
                }
            }
        );

    // Of one component, or of all that share it.
    static Either<EmError, Covariance> CovarianceOf(
        Moments[] group,
        MixtureParameters at,
        GaussianMixtureOptions options,
        List<Diagnostic> diagnostics
    )
    {
        var (shape, d) = (options.Form.Shape(), options.Dimension);
        var component = options.Form.IsShared() ? Option<int>.None : group[0].Component;
        var (mass, scatter, largest) = (0.0, group[0].Scatter, new double[d]);
        for (var i = 0; i < group.Length; i++)
        {
            mass += group[i].Mass;
            scatter = i == 0 ? scatter : scatter + group[i].Scatter;
            for (var j = 0; j < d; j++)
                largest[j] = Math.Max(largest[j], Math.Abs(group[i].Mean[j]));
        }
        if (mass == 0 && options.Guard is CovarianceGuard.Floor)
            return at.Covariance(group[0].Component);
        var divisor = Divisor(mass, group.Length, options);
        var values = scatter.Map(w => w / divisor);
        if (options.Guard is CovarianceGuard.Prior prior)
            values += prior.Distribution.Scale.Map(scale => scale / divisor);
        if (options.Guard is CovarianceGuard.Ridge ridge)
            values = AddToDiagonal(values, ridge.Amount, shape, d);
        if (options.Guard is CovarianceGuard.Floor floor)
            values = Raise(values, floor.Eigenvalue, shape, d, component, diagnostics);
        return Covariance.OfRows(shape, d, values, largest).Case is Covariance made
            ? made
            : new EmError.Degenerate(component, mass, Math.Max(0, Covariance.SmallestEigenvalue(shape, d, values)));
    }

    // nₖ, nₖ·d for one variance of d columns; with the prior also its exponents (Fraley, Raftery 2007, table 1).
    static double Divisor(double mass, int components, GaussianMixtureOptions options)
    {
        var d = options.Dimension;
        var rows = options.Form == CovarianceForm.Spherical ? mass * d : mass;
        return options.Guard is CovarianceGuard.Prior prior
            ? rows
                + prior.Distribution.DegreesOfFreedom
                + options.Form switch
                {
                    CovarianceForm.Full => d + 2,
                    CovarianceForm.Tied => d + 1 + components,
                    CovarianceForm.Diagonal => 3,
                    _ => d + 2,
                }
            : rows;
    }

    static Vector AddToDiagonal(Vector values, double amount, CovarianceShape shape, int d) =>
        shape == CovarianceShape.Triangular
            ? Vector.Of(values.Count, i => Enumerable.Range(0, d).Any(j => Triangle.At(j, j) == i) ? values[i] + amount : values[i])
            : values.Map(value => value + amount);

    static Vector Raise(Vector values, double floor, CovarianceShape shape, int d, Option<int> component, List<Diagnostic> diagnostics)
    {
        var smallest = Covariance.SmallestEigenvalue(shape, d, values);
        if (smallest >= floor)
            return values;
        diagnostics.Add(new Diagnostic.Floored(component, smallest, floor));
        double AtLeast(double value) => value >= floor ? value : floor;
        return shape == CovarianceShape.Triangular ? SymmetricEigen.Of(values, d).With(AtLeast) : values.Map(AtLeast);
    }

    static IEnumerable<Diagnostic> Coincident(MixtureParameters p) =>
        Diagnostic.Coincident.Among(
            p.Components,
            (k, j) =>
                p.MixingWeights[k] == p.MixingWeights[j]
                && p.Mean(k).Equals(p.Mean(j))
                && p.Covariance(k).Values.Equals(p.Covariance(j).Values)
        );

    // What a component is responsible for: its mass, its new mean, and its scatter about that.
    sealed record Moments(int Component, double Mass, Vector Mean, Vector Scatter)
    {
        public bool IsEmpty => !(Mass > 0);

        public static Moments Of(MixtureParameters at, Vector expected, int k, GaussianMixtureOptions options, bool isHeld)
        {
            var (d, shape) = (options.Dimension, options.Form.Shape());
            var count = 1 + d + shape.Count(d);
            var mass = expected[k * count];
            var first = expected.Slice(k * count + 1, d);
            var second = expected.Slice(k * count + 1 + d, count - 1 - d);
            var prior = options.Guard as CovarianceGuard.Prior;
            if (!(mass > 0))
                return new(k, 0, prior?.Distribution.Mean ?? at.Mean(k), second.Map(_ => 0));
            if (isHeld) // about the mean that it has
                return new(
                    k,
                    mass,
                    at.Mean(k),
                    prior is null ? second : Plus(shape, second, prior.Distribution.Shrinkage, prior.Distribution.Mean - at.Mean(k))
                );
            var shift = first.Map(sum => sum / mass);
            var mean = at.Mean(k) + shift;
            var scatter = Plus(shape, second, -mass, shift);
            return prior is null ? new(k, mass, mean, scatter) : Shrunk(k, mass, mean, scatter, prior.Distribution, shape);
        }

        // The mean is drawn towards the prior's: (n x̄ + κ m)/(n + κ), which adds κn/(κ + n)·(x̄ − m)(x̄ − m)ᵀ to the scatter.
        static Moments Shrunk(int k, double mass, Vector mean, Vector scatter, NormalInverseWishart prior, CovarianceShape shape)
        {
            var share = prior.Shrinkage / (prior.Shrinkage + mass);
            var apart = prior.Mean - mean;
            return new(k, mass, mean + share * apart, Plus(shape, scatter, mass * share, apart));
        }

        static Vector Plus(CovarianceShape shape, Vector scatter, double a, Vector y) =>
            Vector.Fill(
                scatter.Count,
                (shape, scatter, a, y),
                (into, x) =>
                {
                    x.scatter.Span.CopyTo(into);
                    Families.Gaussian.Scatter.Add(x.shape, x.a, x.y.Span, into);
                }
            );
    }
}
