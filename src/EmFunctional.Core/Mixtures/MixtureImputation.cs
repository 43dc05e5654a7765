using System.Linq;
using EmFunctional.Families;
using EmFunctional.Models;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Numerics;

namespace EmFunctional.Mixtures;

// What a missing row may be: of the whole mixture the mean Σ rₖ E[x | θₖ] and the deviation, or a draw.
static class MixtureImputation
{
    public static Imputer Of(Mixture mixture, MixtureData data, Func<Vector, MixtureParameters> at) =>
        new((flat, row) => Expect(mixture, at(flat), data.Row(row)), (flat, row, seed) => Draw(mixture, at(flat), data.Row(row), seed));

    // A component by its responsibility, then what is missing from that.
    static Vector Draw(Mixture mixture, MixtureParameters at, Vector row, Seed seed)
    {
        if (!row.Exists(double.IsNaN))
            return row;
        var (k, drawn) = (seed.Choose(0, mixture.Posterior(at, row.Span).Responsibilities), row.Span.ToArray());
        mixture.Family.At(at.ByComponent()).Complete(k, seed, drawn);
        return Vector.Create(drawn);
    }

    static ImputedRow Expect(Mixture mixture, MixtureParameters at, Vector row)
    {
        var (members, r) = (mixture.Family.At(at.ByComponent()), mixture.Posterior(at, row.Span).Responsibilities);
        var moments = Enumerable
            .Range(0, row.Count)
            .Select(j =>
                Enumerable
                    .Range(0, at.Components)
                    .Select(k => double.IsNaN(row[j]) ? members.MomentsOf(k, j, row.Span) : (Mean: row[j], Variance: 0.0))
                    .ToArray()
            )
            .ToArray();
        var means = Vector.Of(row.Count, j => double.IsNaN(row[j]) ? moments[j].Select((m, k) => r[k] * m.Mean).Sum() : row[j]);
        return new(
            means,
            Vector.Of(
                row.Count,
                j =>
                    double.IsNaN(row[j])
                        ? Math.Sqrt(
                            Math.Max(0, moments[j].Select((m, k) => r[k] * (m.Variance + m.Mean * m.Mean)).Sum() - means[j] * means[j])
                        )
                        : 0
            )
        );
    }
}
