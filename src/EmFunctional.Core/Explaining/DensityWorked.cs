using System.Collections.Generic;
using System.Linq;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>The density of one row under one component, worked out from its mean and covariance.</summary>
static class DensityWorked
{
    const int MostColumns = 6;
    const double LogTwoPi = 1.8378770664093454836;

    /// <summary>The work for the row of which the guess is least sure; nothing where it has a hole or rows are of another kind.</summary>
    public static IEnumerable<Passage> Of(ExplainedRun run)
    {
        if (
            run.Words.Mixture.Case is not MixtureNarrative of
            || run
                .Model.Telling.Shape()
                .Bind(shape => shape.Match(_ => Option<ModelShape.InSpace>.None, Prelude.Some, _ => Option<ModelShape.InSpace>.None))
                .Case
                is not ModelShape.InSpace space
            || space.Columns.Count is < 2 or > MostColumns
        )
            yield break;
        var (i, d) = (of.Unsure(run.Start), space.Columns.Count);
        var x = space.Values.Slice(i * d, d);
        if (!x.All(double.IsFinite))
            yield break;
        var k = MixtureNarrative.Spoken(of.WeightsOf(run.Start, i));
        var cloud = space.At(run.Start)[k];
        var (squared, logDeterminant) = Solved(x, cloud);
        if (!double.IsFinite(squared + logDeterminant))
            yield break;
        var log = -(d * LogTwoPi + logDeterminant + squared) / 2;
        var name = $"{run.Words.Component} {k}";
        yield return new Prose(
            $"Where does such a density come from? Here is that of {name}, worked. First, how many standard deviations is the {of.Row} from the mean, column by column?"
        );
        yield return new Working(
            space.Columns.Map((j, column) => Deviation(column, x[j], cloud.Mean[j], Math.Sqrt(cloud.Covariance(j, j)))).ToArray()
        );
        yield return new Prose(
            $"Their squares add up to {NumberFormat.Significant(Squares(x, cloud), 3)}. Columns that vary together make some ways from the mean shorter and others longer; with the "
                + $"correlations, the squared distance is {NumberFormat.Significant(squared, 3)}. The wider the cloud, the thinner it is: the logarithm of its width, of the "
                + $"determinant of the covariance, is {NumberFormat.Significant(logDeterminant, 3)}. With d = {d} columns:"
        );
        yield return new Working(
            Arr.create(
                $"ln density = -({d} × ln 2π + {Signed(logDeterminant)} + {NumberFormat.Significant(squared, 3)}) / 2 = {NumberFormat.Significant(log, 3)}",
                $"density = e^{NumberFormat.Significant(log, 3)} = {NumberFormat.Significant(Elementary.Exp(log), 3)}"
            )
        );
    }

    static string Signed(double value) => value < 0 ? $"({NumberFormat.Significant(value, 3)})" : NumberFormat.Significant(value, 3);

    static string Deviation(string column, double x, double mean, double deviation) =>
        $"{column}:  ({NumberFormat.Significant(x, 4)} - {Signed4(mean)}) / {NumberFormat.Significant(deviation, 3)} = {NumberFormat.Significant((x - mean) / deviation, 3)}";

    static string Signed4(double value) => value < 0 ? $"({NumberFormat.Significant(value, 4)})" : NumberFormat.Significant(value, 4);

    static double Squares(Vector x, Cloud cloud) =>
        x.Select((value, j) => (value - cloud.Mean[j]) * (value - cloud.Mean[j]) / cloud.Covariance(j, j)).Sum();

    // (x − μ)ᵀ Σ⁻¹ (x − μ) and ln |Σ|, by the Cholesky factor L of Σ: |L⁻¹(x − μ)|² and 2 Σ ln Lⱼⱼ.
    internal static (double Squared, double LogDeterminant) Solved(Vector x, Cloud cloud)
    {
        var d = x.Count;
        var (l, z) = (new double[d, d], new double[d]);
        var (squared, log) = (0.0, 0.0);
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = cloud.Covariance(i, j) - Enumerable.Range(0, j).Sum(m => l[i, m] * l[j, m]);
                l[i, j] = i == j ? Math.Sqrt(sum) : sum / l[j, j];
            }
            z[i] = (x[i] - cloud.Mean[i] - Enumerable.Range(0, i).Sum(m => l[i, m] * z[m])) / l[i, i];
            squared += z[i] * z[i];
            log += 2 * Elementary.Log(l[i, i]);
        }
        return (squared, log);
    }
}
