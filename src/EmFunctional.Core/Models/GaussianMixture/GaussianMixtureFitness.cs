using System.Linq;
using EmFunctional.Families;
using EmFunctional.Families.Gaussian;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.GaussianMixture;

// Whether data can bear a form: a constant column, or one that the others determine, has no likelihood to maximise.
static class GaussianMixtureFitness
{
    public static Option<EmError> Check(MixtureData data, GaussianMixtureOptions options)
    {
        var form = options.Form;
        var isFloored = options.Guard is CovarianceGuard.Floor or CovarianceGuard.Ridge { Amount: > 0 };
        var constant = Enumerable.Range(0, data.Dimension).Where(j => IsConstant(data, j)).ToArray();
        var rows = data.Weights.Counted(data.Rows);
        if (rows < 2)
            return new EmError.TooFewRows(rows, 2);
        if (constant.Length == data.Dimension || (constant.Length > 0 && form != CovarianceForm.Spherical && !isFloored))
            return new EmError.AllEqual(data.Names[constant[0]], data.Centre[constant[0]]);
        if (form.Shape() != CovarianceShape.Triangular || isFloored || options.Guard is CovarianceGuard.Prior || data.Holes.IsSome)
            return Option<EmError>.None;
        return rows <= data.Dimension ? new EmError.TooFewRowsForColumns(rows, data.Dimension) : FindCollinear(data);
    }

    // A variance of some ulps of the mean is what rounding leaves of a constant.
    static bool IsConstant(MixtureData data, int j)
    {
        var rounding = Math.ScaleB(Math.Abs(data.Centre[j]), -48);
        return !(data.Variances[j] > rounding * rounding);
    }

    static Option<EmError> FindCollinear(MixtureData data) =>
        DataScatter
            .About(data.Centre, data, CovarianceShape.Triangular)
            .Match(Right: scatter => FindCollinear(scatter, data), Left: Prelude.Some);

    // On the correlations, so that units do not matter.
    static Option<EmError> FindCollinear(Vector scatter, MixtureData data)
    {
        var d = data.Dimension;
        var deviations = Vector.Of(d, j => Math.Sqrt(scatter[Triangle.At(j, j)]));
        var correlations = Vector.Fill(
            scatter.Count,
            (scatter, deviations),
            (into, x) =>
            {
                for (var i = 0; i < x.deviations.Count; i++)
                for (var j = 0; j <= i; j++)
                    into[Triangle.At(i, j)] = x.scatter[Triangle.At(i, j)] / x.deviations[i] / x.deviations[j];
            }
        );
        var column = Triangle.Factor(correlations.Span, d, new double[correlations.Count]);
        return column < 0 ? Option<EmError>.None : new EmError.Collinear(data.Names[column], data.Names.Take(column).ToArray());
    }
}
