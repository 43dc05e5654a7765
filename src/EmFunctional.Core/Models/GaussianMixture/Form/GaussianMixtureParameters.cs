using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture.Form;

/// <summary>
/// The parameters of a mixture of K normal distributions in d dimensions: those of a mixture of <see cref="MultivariateNormal"/>, where one covariance
/// may stand for all components.
/// </summary>
public static class GaussianMixtureParameters
{
    extension(MixtureParameters at)
    {
        /// <summary>d.</summary>
        public int Dimension => at.Shape.Width;

        /// <summary>μₖ, in the units of the columns [K×d, row by row].</summary>
        public Vector Means => at["mean"];

        /// <summary>Σₖ [K], or one that all components share [1].</summary>
        public Arr<Covariance> Covariances => at.Once(Known.Of).Covariances;

        /// <summary>μₖ.</summary>
        /// <param name="component">k, from 0.</param>
        public Vector Mean(int component) => at.Theta.Slice(component * at.Dimension, at.Dimension);

        /// <summary>Σₖ.</summary>
        /// <param name="component">k, from 0.</param>
        public Covariance Covariance(int component) => at.Covariances[at.Covariances.Count == 1 ? 0 : component];

        // As rows are held against it.
        internal FittedFamily Fitted => at.Once(Known.Of).Fitted;

        // The same with other numbers, as many as there were.
        internal MixtureParameters With(Vector mixingWeights, Vector means, Arr<Covariance> covariances) =>
            Known.By(at.With(mixingWeights, Joined(means, covariances)), covariances);
    }

    /// <summary>Parameters to start from.</summary>
    /// <param name="form">The form of the covariances.</param>
    /// <param name="mixingWeights">πₖ, each strictly between 0 and 1, or 1 for a single component; they sum to 1 [K].</param>
    /// <param name="means">μₖ [K×d, row by row].</param>
    /// <param name="covariances">The numbers of all covariances in the order of the chart: of full ones, lower triangles row by row.</param>
    /// <returns>The parameters, or every value that is outside its domain.</returns>
    public static Validation<EmError, MixtureParameters> Create(CovarianceForm form, Vector mixingWeights, Vector means, Vector covariances)
    {
        if (mixingWeights.Count == 0 || means.Count % mixingWeights.Count != 0 || means.Count == 0)
            return new EmError.WrongLength("means", Math.Max(1, mixingWeights.Count), means.Count);
        var chart = ChartOf(new(mixingWeights.Count, means.Count / mixingWeights.Count, form));
        var expected = chart.Names.Count - mixingWeights.Count - means.Count;
        return covariances.Count == expected
            ? chart.StartFromFlat(Vector.Concat(mixingWeights, means, covariances))
            : new EmError.WrongLength("covariances", expected, covariances.Count);
    }

    // Of covariances that are there, one for each component or one for all.
    internal static MixtureParameters Of(Vector mixingWeights, Vector means, Arr<Covariance> covariances)
    {
        var shape = ShapeOf(means.Count / mixingWeights.Count, covariances[0].Shape, covariances.Count < mixingWeights.Count);
        return Known.By(new(shape, mixingWeights, Joined(means, covariances)), covariances);
    }

    internal static Chart<MixtureParameters> ChartOf(GaussianMixtureOptions options) =>
        MixtureChart.Of(ShapeOf(options), options.Components, options.Mixing, options.FixedParameters, Arr<string>.Empty);

    internal static FamilyShape ShapeOf(GaussianMixtureOptions options) =>
        ShapeOf(
            options.Dimension,
            options.Form.Shape(),
            options.Form.IsShared(),
            options.Guard is CovarianceGuard.Floor floor ? floor.Eigenvalue : 0
        );

    internal static Family FamilyOf(GaussianMixtureOptions options) =>
        new Family<MultivariateNormal>(new(options.Dimension, options.Form.Shape()), ShapeOf(options));

    // The family, with a covariance that may be shared, and eigenvalues that may have a floor; a mean is measured in deviations.
    static FamilyShape ShapeOf(int d, CovarianceShape form, bool isShared, double least = 0)
    {
        var shape = new MultivariateNormal(d, form).Shape;
        var (mean, scatter) = (shape.Parameters[0], shape.Parameters[1].Name);
        Vector Deviations(Thetas thetas)
        {
            var (all, count) = (thetas[scatter], isShared ? 0 : form.Count(d));
            int Place(int j) => form == CovarianceShape.Triangular ? Triangle.At(j, j) : Math.Min(j, form.Count(d) - 1);
            return Vector.Of(thetas.Members * d, i => Math.Sqrt(all[i / d * count + Place(i % d)]));
        }
        return shape with
        {
            Mixture = "gaussian-mixture",
            Parameters = Arr.create(
                mean with
                {
                    Unit = Deviations,
                },
                Ellipse.Parameters(mean.Name, scatter, d, form, least)[1] with
                {
                    IsShared = isShared,
                }
            ),
        };
    }

    static Vector Joined(Vector means, Arr<Covariance> covariances) =>
        Vector.Concat([means, .. covariances.Select(covariance => covariance.Values)]);

    // The factors of the covariances, and what rows are held against, each made once.
    sealed record Known(MixtureParameters At, Arr<Covariance> Covariances)
    {
        FittedFamily? _fitted;

        public FittedFamily Fitted => _fitted ??= new(Family.Of(new MultivariateNormal(At.Dimension, Covariances[0].Shape)), At);

        public static MixtureParameters By(MixtureParameters at, Arr<Covariance> covariances) =>
            at.Once(_ => new Known(at, covariances)).At;

        // The chart lets nothing in that is not positive definite.
        public static Known Of(MixtureParameters at)
        {
            var scatter = at
                .Shape.Parameters.Find(parameter => parameter.Name is "covariance" or "variance")
                .IfNone(() => throw new ArgumentException($"{at.Shape.Name} has no covariance", nameof(at)));
            var (d, numbers) = (at.Dimension, at[scatter.Name]);
            var shape =
                scatter.IsTriangular ? CovarianceShape.Triangular
                : scatter.Size.IsSome ? CovarianceShape.Diagonal
                : CovarianceShape.Spherical;
            return new(
                at,
                Enumerable
                    .Range(0, numbers.Count / scatter.Count)
                    .Select(k => Families.Gaussian.Covariance.Create(shape, d, numbers.Slice(k * scatter.Count, scatter.Count)))
                    .Select(made => made.IfNone(() => throw new ArgumentException("a covariance is not positive definite", nameof(at))))
                    .ToArray()
            );
        }
    }
}
