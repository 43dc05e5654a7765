using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models.Coins;
using EmFunctional.Models.NormalMixture;
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
        var data = CoinsData.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow();
        var problem = Problem.Of(CoinsModel.Of(2, Mixing.Estimated), data).OrThrow();
        return (problem.OnChart(), problem.Chart.ToFlat(CoinsModel.DefaultStart(data, 2)));
    }

    static (Problem<Vector>, Vector) NormalMixture()
    {
        var data = NormalMixtureData.Create(Vector.Of(60, i => i * i % 17 + i % 3 / 8.0)).OrThrow();
        var problem = Problem.Of(NormalMixtureModel.Of(2), data).OrThrow();
        return (problem.OnChart(), problem.Chart.ToFlat(NormalMixtureModel.DefaultStart(data, 2)));
    }
}
