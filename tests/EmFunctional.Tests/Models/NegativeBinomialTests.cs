using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Models;

/// <summary>Counts that vary no more than Poisson counts: the size ends where the two are the same, and the run ends as converged.</summary>
public class NegativeBinomialTests
{
    [Fact]
    public void Under_dispersed_counts_end_as_poisson_counts()
    {
        var counts = Vector.Of(200, i => Enumerable.Range(1, i % 2 == 0 ? 10 : 80).Count(n => new Seed(4).Split(i).Uniform(n) < 0.5));
        var (own, poisson) = (MixtureData.Of(Family.Of<NegativeBinomial>(), counts), MixtureData.Of(Family.Of<Poisson>(), counts));
        var (model, other) = (Mixture.Of<NegativeBinomial>(2), Mixture.Of<Poisson>(2));
        var fit = Em.Fit(model, own.OrThrow(), model.Start(own.OrThrow())).OrThrow();
        var limit = Em.Fit(other, poisson.OrThrow(), other.Start(poisson.OrThrow())).OrThrow();
        Assert.Contains("Converged", $"{fit.Reason}", StringComparison.OrdinalIgnoreCase);
        Assert.Equal(limit.State.Objective, fit.State.Objective, 1e-3);
        Assert.All(
            fit.State.Parameters["mean"].Zip(fit.State.Parameters["size"]),
            at => Assert.InRange(at.Item2 / (1 + at.Item1), 1e6, 1.1e6)
        );
    }

    [Fact]
    public void Over_dispersed_counts_keep_a_size_of_their_own()
    {
        var counts = Vector.Of(400, i => new Seed(8).Split(i).Poisson(2, 4 * new Seed(8).Split(i).Gamma(1, 2)));
        var data = MixtureData.Of(Family.Of<NegativeBinomial>(), counts).OrThrow();
        var model = Mixture.Of<NegativeBinomial>(1);
        Assert.InRange(
            Em.Fit(model, data, model.At(("mean", [8]), ("size", [5000])).OrThrow()).OrThrow().State.Parameters["size"][0],
            1,
            5000
        );
        Assert.InRange(Em.Fit(model, data, model.Start(data)).OrThrow().State.Parameters["size"][0], 1.5, 2.7);
    }
}
