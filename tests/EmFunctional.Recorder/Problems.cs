using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Recorder;

/// <summary>A problem of each model, with a start, for runs of two hundred iterations.</summary>
public static class Problems
{
    public static string[] Names { get; } = ["coins", "normal-mixture"];

    public static StopRule Rule { get; } = StopRule.Iterations(200);

    public static (Problem<Vector> Problem, Vector Start) Of(string name) => name == "coins" ? Coins() : NormalMixture();

    static (Problem<Vector>, Vector) Coins()
    {
        var data = Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow();
        var problem = Problem.Of(Mixture.Of<Coin>(2, Mixing.Estimated), data).OrThrow();
        return (problem.OnChart(), problem.Chart.ToFlat(Mixture.Of<Coin>(2).Start(data)));
    }

    static (Problem<Vector>, Vector) NormalMixture()
    {
        var data = MixtureData.Of<Normal>(Vector.Of(60, i => i * i % 17 + i % 3 / 8.0)).OrThrow();
        var problem = Problem.Of(Mixture.Of<Normal>(2), data).OrThrow();
        return (problem.OnChart(), problem.Chart.ToFlat(Mixture.Of<Normal>(2).Start(data)));
    }
}
