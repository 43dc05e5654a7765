using EmFunctional.Families;
using EmFunctional.Mixtures;

namespace EmFunctional.Tests.Support;

/// <summary>Values that many tests begin with.</summary>
static class Sample
{
    public static MixtureData DoBatzoglou { get; } =
        Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow();

    public static MixtureParameters ArticleStart { get; } = Make.Coins(0.6, 0.5).OrThrow();

    public static MixtureData NotebookCoins { get; } =
        Flips
            .Parse(
                "HTHHHTTHHHHTHHHTTHHHHHTHHHHH",
                "HHTHHHHHTTTTTTTHHTT",
                "HTHHHHTTHHTTTTTTTHTTTTHHTTT",
                "HTHTTHHTTHHHHHTHHHHHHHTHHHHHTHHHHHHTTHHHHH",
                "THHHTHHHTHTTTTTTTTTT"
            )
            .OrThrow();

    public static MixtureParameters NotebookStart { get; } = Make.Coins(0.51, 0.001).OrThrow();
}
