using System.Linq;
using System.Numerics;
using EmFunctional.Families.Gaussian;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Tests.Models.GaussianMixture;

/// <summary>
/// Data far from 0, and components far from each other, against covariances of the same doubles in exact integers. The bound is that of the textbook
/// two-pass formula: n u + (n u κ)², with κ = √(1 + mean²/variance). Source: Chan, Golub, LeVeque (1983), The American Statistician 37:242, table 1.
/// </summary>
public class CancellationTests
{
    const int PerGroup = 600;
    const int Columns = 3;

    [Theory]
    [InlineData(CovarianceForm.Full, 1e8, 10)]
    [InlineData(CovarianceForm.Diagonal, 1e8, 10)]
    [InlineData(CovarianceForm.Spherical, 1e8, 10)]
    [InlineData(CovarianceForm.Tied, 1e8, 10)]
    [InlineData(CovarianceForm.Full, 0, 1e5)]
    [InlineData(CovarianceForm.Diagonal, 0, 1e5)]
    [InlineData(CovarianceForm.Spherical, 0, 1e5)]
    [InlineData(CovarianceForm.Tied, 0, 1e5)]
    public void No_more_digits_are_lost_than_two_passes_lose(CovarianceForm form, double offset, double apart)
    {
        var seed = new Seed(11);
        // The groups are 20 deviations apart or more, so that each row is of its own group to the last bit.
        var values = Vector.Of(
            2 * PerGroup * Columns,
            i => offset + (i / Columns % 2 == 0 ? -apart : apart) + seed.Normal(i) + (i % Columns > 0 ? 0.5 * seed.Normal(i - 1) : 0)
        );
        var data = GaussianMixtureData.Create(new[] { "a", "b", "c" }, values).OrThrow();
        var model = GaussianMixtureModel.Of(new(2, Columns, form));
        var start = GaussianMixtureParameters
            .Create(
                form,
                [0.5, 0.5],
                Vector.Of(2 * Columns, i => values[i]),
                Vector.Of(CountOf(form), i => IsOffDiagonal(form, i) ? 0 : 1.5)
            )
            .OrThrow();
        var fitted = Em.Iterate(Problem.Of(model, data).OrThrow(), start).Take(6).Last().OrThrow().At.Parameters;

        var kappa = Math.Sqrt(1 + (offset + apart) * (offset + apart));
        var (n, u) = (2.0 * PerGroup * Columns, Math.ScaleB(1, -53));
        var bound = n * u + n * u * kappa * n * u * kappa;
        for (var c = 0; c < fitted.Covariances.Count; c++)
        {
            var exact = Exact(values, form, c);
            for (var p = 0; p < exact.Count; p++)
                Assert.True(
                    Math.Abs(fitted.Covariances[c].Values[p] - exact[p]) <= bound * exact.Max(),
                    $"{form}, component {c}, number {p}: {fitted.Covariances[c].Values[p]:R}, exactly {exact[p]:R}; bound {bound:R}"
                );
        }
    }

    static int CountOf(CovarianceForm form) => (form.IsShared() ? 1 : 2) * form.Shape().Count(Columns);

    static bool IsOffDiagonal(CovarianceForm form, int place) =>
        form.Shape() == CovarianceShape.Triangular && place % Triangle.Count(Columns) is 1 or 3 or 4;

    // Rows 0, 2, 4 … are of the first group: their mean products about their mean, of all groups where they are shared.
    static Vector Exact(Vector values, CovarianceForm form, int component)
    {
        var groups = form.IsShared() ? new[] { 0, 1 } : [component];
        double Of(int i, int j) => groups.Average(group => Exact(values, group, i, j));
        return form.Shape() switch
        {
            CovarianceShape.Triangular => Vector.Of(
                from i in Enumerable.Range(0, Columns)
                from j in Enumerable.Range(0, i + 1)
                select Of(i, j)
            ),
            CovarianceShape.Diagonal => Vector.Of(Columns, i => Of(i, i)),
            _ => [Enumerable.Range(0, Columns).Average(i => Of(i, i))],
        };
    }

    // (n Σ xy − Σ x Σ y)/n², of the doubles as integers of 2⁻⁸⁰
    static double Exact(Vector values, int group, int i, int j)
    {
        BigInteger X(int row, int column) => (BigInteger)Math.ScaleB(values[row * Columns + column], 80);
        var rows = Enumerable.Range(0, 2 * PerGroup).Where(row => row % 2 == group).ToArray();
        var (x, y, xy) = (BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);
        foreach (var row in rows)
            (x, y, xy) = (x + X(row, i), y + X(row, j), xy + X(row, i) * X(row, j));
        return Math.ScaleB((double)((rows.Length * xy - x * y) / rows.Length / rows.Length), -160);
    }
}
