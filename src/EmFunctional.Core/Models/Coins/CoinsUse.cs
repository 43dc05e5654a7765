using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.Coins;

/// <summary>What can be done with the parameters of coins.</summary>
public static class CoinsUse
{
    /// <summary>How many flips a row has that is drawn: a model of coins says nothing of it.</summary>
    public const int FlipsPerRow = 10;

    /// <summary>Responsibilities, hard label and log-probability of a row.</summary>
    /// <param name="parameters">θ and π.</param>
    /// <param name="data">The rows.</param>
    /// <param name="row">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static RowPosterior Posterior(this CoinsParameters parameters, CoinsData data, int row)
    {
        Sizes.Below("row", row, "rows", data.Rows, nameof(row));
        var unlabelled = CoinsExpectation.Unlabelled(data, row, parameters);
        return new(unlabelled.Responsibilities, unlabelled.LogLikelihood);
    }

    /// <summary>Rows of ten flips as heads and tails.</summary>
    /// <param name="parameters">θ and π.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="rows">n.</param>
    public static DrawnRows Sample(this CoinsParameters parameters, Seed seed, int rows) =>
        DrawnRows.Of(Arr.create("heads", "tails"), rows, seed, own => Flip(parameters, own));

    static (Vector, int) Flip(CoinsParameters parameters, Seed seed)
    {
        var (coin, heads) = (seed.Choose(0, parameters.MixingWeights), 0);
        for (var flip = 1; flip <= FlipsPerRow; flip++)
            heads += seed.Uniform(flip) < parameters.Theta[coin] ? 1 : 0;
        return ([heads, FlipsPerRow - heads], coin);
    }
}
