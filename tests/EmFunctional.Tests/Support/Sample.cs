using EmFunctional.Models.Coins;

namespace EmFunctional.Tests.Support;

/// <summary>Values that many tests begin with.</summary>
static class Sample
{
    public static CoinsData DoBatzoglou { get; } =
        CoinsData.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow();

    public static CoinsParameters ArticleStart { get; } = CoinsParameters.Create(0.6, 0.5).OrThrow();

    public static CoinsData NotebookCoins { get; } =
        CoinsData
            .Parse(
                "HTHHHTTHHHHTHHHTTHHHHHTHHHHH",
                "HHTHHHHHTTTTTTTHHTT",
                "HTHHHHTTHHTTTTTTTHTTTTHHTTT",
                "HTHTTHHTTHHHHHTHHHHHHHTHHHHHTHHHHHHTTHHHHH",
                "THHHTHHHTHTTTTTTTTTT"
            )
            .OrThrow();

    public static CoinsParameters NotebookStart { get; } = CoinsParameters.Create(0.51, 0.001).OrThrow();
}
