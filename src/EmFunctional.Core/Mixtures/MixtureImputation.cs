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
        new(
            (flat, row) => Expect(mixture, at(flat), data.Row(row)),
            (flat, row, seed) =>
                data.Row(row) is var x && x.Exists(double.IsNaN)
                    ? MixtureDraws.Row(mixture.Family.At(at(flat).ByComponent()), at(flat), x.Count, seed).Values
                    : x
        );

    static ImputedRow Expect(Mixture mixture, MixtureParameters at, Vector row)
    {
        var (members, r) = (mixture.Family.At(at.ByComponent()), mixture.Posterior(at, row.Span).Responsibilities);
        var moments = Enumerable
            .Range(0, row.Count)
            .Select(j => Enumerable.Range(0, at.Components).Select(k => members.MomentsOf(k, j)).ToArray())
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
