using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tests.Support;

/// <summary>Data and starts of the mixtures that tests use most, in one line each.</summary>
static class Make
{
    public static Validation<EmError, MixtureParameters> Coins(params Vector theta) =>
        Mixture.Of<Coin>(Math.Max(1, theta.Count)).At(("theta", theta));

    public static Validation<EmError, MixtureParameters> Coins(Vector theta, Vector mixingWeights) =>
        Mixture.Of<Coin>(Math.Max(1, theta.Count), Mixing.Estimated).At(("theta", theta), ("mixingWeight", mixingWeights));

    public static Validation<EmError, MixtureParameters> Normals(Vector means, Vector deviations) =>
        Mixture.Of<Normal>(Math.Max(1, means.Count)).At(("mean", means), ("standardDeviation", deviations));

    public static Validation<EmError, MixtureParameters> Normals(Vector mixingWeights, Vector means, Vector deviations) =>
        Mixture
            .Of<Normal>(Math.Max(1, means.Count))
            .At(("mixingWeight", mixingWeights), ("mean", means), ("standardDeviation", deviations));

    public static Validation<EmError, MixtureParameters> Poissons(Vector mixingWeights, Vector rates) =>
        Mixture.Of<Poisson>(rates.Count).At(("mixingWeight", mixingWeights), ("rate", rates));

    public static MixtureData Flips(CoinsObservation seen, Vector heads, Vector tails) =>
        MixtureData.Of(Vector.Of(2 * heads.Count, i => i % 2 == 0 ? heads[i / 2] : tails[i / 2]), family: new Coin(seen)).OrThrow();

    public static MixtureData Flipped(MixtureData like, Vector heads, Vector tails, Vector? weights = null, Vector? labels = null) =>
        MixtureData
            .Of(
                Vector.Of(2 * heads.Count, i => i % 2 == 0 ? heads[i / 2] : tails[i / 2]),
                weights,
                labels: labels,
                family: new Coin((CoinsObservation)like.Family.Shape.Marks[0])
            )
            .OrThrow();

    public static Validation<EmError, MixtureData> Points(
        Vector points,
        string name = "x",
        Vector? weights = null,
        Vector? labels = null
    ) => MixtureData.Of<Normal>(points, weights, Arr.create(name), labels);

    public static Validation<EmError, MixtureData> Counts(
        Vector counts,
        Vector? weights = null,
        string name = "count",
        Vector? labels = null
    ) => MixtureData.Of<Poisson>(counts, weights, Arr.create(name), labels);

    /// <summary>What the E-step says of a row of flips.</summary>
    public static FlippedRow Flipping(MixtureData data, int row, MixtureParameters at)
    {
        var posterior = Mixture.Of<Coin>(at.Components).Posterior(at, data.Row(row).Span);
        var r = data.Labels.Hold(row, posterior.Responsibilities);
        return new(r, data.Heads[row] * r, data.Tails[row] * r, posterior.LogDensity + data.LogArrangements[row]);
    }

    public sealed record FlippedRow(Vector Responsibilities, Vector ExpectedHeads, Vector ExpectedTails, double LogLikelihood);

    extension(MixtureParameters at)
    {
        public Vector Rates => at["rate"];
        public Vector StandardDeviations => at["standardDeviation"];
    }

    extension(MixtureData data)
    {
        public string Name => data.Names[0];
        public Vector Heads => data.Column(0);
        public Vector Tails => data.Column(1);
        public Vector Points => data.Values;
        public Vector Counts => data.Values;
        public Vector Frequencies => Vector.Of(data.Rows, i => data.Weights[i]);
        public CoinsObservation Observation => (CoinsObservation)data.Family.Shape.Marks[0];
        public Vector LogArrangements => Vector.Of(data.Rows, i => data.Folded.LogMeasure(i, data.Row(i).Span));
    }
}
