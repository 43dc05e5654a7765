using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Iterating;

/// <summary>Runs on the deaths in The Times, which stop as the reference and R's package do: by the Euclidean norm of the change in (p, μ₁, μ₂).</summary>
static class TimesRuns
{
    const double Stop = 1e-7;

    /// <summary>How many random starts there are.</summary>
    public const int Starts = 1000;

    public static Problem<MixtureParameters> Problem { get; } =
        EmFunctional.Iterating.Problem.Of(Mixture.Of<Poisson>(2), ModelTable.Times).OrThrow();

    /// <summary>Random starts, and where plain EM ends from them.</summary>
    public static IReadOnlyList<(MixtureParameters Start, Carried<MixtureParameters> End)> Plain => _plain.Value;

    static readonly Lazy<IReadOnlyList<(MixtureParameters Start, Carried<MixtureParameters> End)>> _plain = new(() =>
        [
            .. Enumerable
                .Range(0, Starts)
                .Select(i =>
                {
                    var seed = new Seed(2008).Split(i);
                    var p = 0.05 + 0.9 * seed.Uniform(0);
                    var start = Make.Poissons([p, 1 - p], [0.5 + 4.5 * seed.Uniform(1), 0.5 + 4.5 * seed.Uniform(2)]).OrThrow();
                    return (start, Of(start, Algorithm.Plain)[^1]);
                }),
        ]
    );

    public static IReadOnlyList<Carried<MixtureParameters>> Of(MixtureParameters start, Iterate<MixtureParameters> algorithm)
    {
        var iterates = new List<Carried<MixtureParameters>>();
        foreach (var iterate in Em.Iterate(Problem, start, algorithm).Take(100_000))
        {
            iterates.Add(iterate.OrThrow());
            if (HasStopped(iterates[^1]))
                break;
        }
        return iterates;
    }

    public static bool HasStopped(Carried<MixtureParameters> at)
    {
        var to = at.At.Proposal.OrThrow().Parameters;
        var p = to.MixingWeights[0] - at.At.Parameters.MixingWeights[0];
        return Math.Sqrt(p * p + (to.Rates - at.At.Parameters.Rates).Sum(d => d * d)) < Stop;
    }
}
