using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;
using Xunit.Abstractions;

namespace EmFunctional.Tests.Iterating;

/// <summary>What holds of every faster algorithm, and of the one that picks. The laws of all models hold for them too (<see cref="ModelLawTests"/>).</summary>
public class AcceleratorTests(ITestOutputHelper output)
{
    static Iterate<TParams> Find<TParams>(string name) => Algorithm.Find<TParams>(name).OrThrow();

    [Theory]
    [InlineData("daarem", 1e-9)]
    [InlineData("daarem", 1e6)]
    [InlineData("quasi-newton", 1e-9)]
    [InlineData("quasi-newton", 1e6)]
    public void It_takes_as_many_passes_whatever_the_unit_of_a_column(string name, double unit)
    {
        var rows = ModelTable.Read("faithful.csv", t => GaussianMixtureData.Parse(t)).Values;
        Fitted<MixtureParameters> Fit(double scale)
        {
            var data = GaussianMixtureData
                .Create(Arr.create("x", "y"), Vector.Of(rows.Count, i => i % 2 == 1 ? rows[i] * scale : rows[i]))
                .OrThrow();
            var start = GaussianMixtureParameters
                .Create(
                    CovarianceForm.Full,
                    [0.4, 0.3, 0.3],
                    [3, 60 * scale, 4, 70 * scale, 4.5, 85 * scale],
                    [1, 0, 100 * scale * scale, 1, 0, 100 * scale * scale, 1, 0, 100 * scale * scale]
                )
                .OrThrow();
            return Em.Fit(
                    GaussianMixtureModel.Of(new(3, 2)),
                    data,
                    start,
                    StopRule.Residual(1e-5) | StopRule.Iterations(5000),
                    Find<MixtureParameters>(name)
                )
                .OrThrow();
        }
        var (one, other) = (Fit(1), Fit(unit));
        output.WriteLine($"{one.State.Evaluations}, {other.State.Evaluations}");
        Assert.True(other.Reason.IsConverged);
        Assert.InRange(other.State.Evaluations, one.State.Evaluations - 3, one.State.Evaluations + 3);
        Close.To(one.State.Parameters.Means[1], other.State.Parameters.Means[1] / unit, 1e-4, "mean");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("squarem")]
    [InlineData("daarem")]
    [InlineData("quasi-newton")]
    [InlineData("auto")]
    public void Where_the_M_step_fails_the_last_iterate_is_shown_and_then_the_error(string name)
    {
        var data = Make.Points([0, 0, 0, 1, 2, 3, 4, 5]).OrThrow();
        var start = Make.Normals([0.5, 0.5], [0, 3], [0.1, 1]).OrThrow();
        var iterates = Em.Iterate(Mixture.Of<Normal>(2), data, start, Find<MixtureParameters>(name)).ToArray();
        Assert.IsType<EmError.Degenerate>(iterates[^1].LeftAsEnumerable().Single());
        Assert.All(iterates[..^1], iterate => Assert.True(iterate.IsRight));
    }

    [Fact]
    public void It_picks_by_how_many_steps_are_left_and_says_so()
    {
        string Reason(ModelCase row, int steps = 500) =>
            Auto.Reason(
                Em.Iterate(row.Problem, row.Start, Find<Vector>("auto")).Take(steps).Last(iterate => iterate.IsRight).OrThrow().Memory
            );
        Assert.StartsWith("Picked quasi-newton at iteration", Reason(ModelTable.Find("PoissonMixture, times")));
        Assert.StartsWith("Picked daarem at iteration", Reason(ModelTable.Find("PoissonMixture, three"), 2000));
        Assert.StartsWith("Picked plain at iteration", Reason(ModelTable.Find("Linkage, rao"), 30));
        Assert.Equal("Picked plain: the objective of this model may fall.", Reason(ModelTable.Find("NormalMixture, notebook")));
        Assert.Equal("Picked plain so far: the gains have not settled.", Reason(ModelTable.Find("Linkage, rao"), 2));
    }

    [Fact]
    public void What_it_picks_has_the_iterates_that_it_has_alone()
    {
        var start = Make.Poissons([0.3, 0.7], [1, 2.5]).OrThrow();
        var (picked, alone) = (TimesRuns.Of(start, Algorithm.Auto), TimesRuns.Of(start, Algorithm.QuasiNewton));
        Assert.Equal(alone.Select(at => at.At.Parameters), picked.Select(at => at.At.Parameters));
        Assert.Equal(alone[^1].Evaluations, picked[^1].Evaluations);
    }

    // What it picked for many numbers before squarem was found to be better there, with the digest of then.
    [Fact]
    public void A_recorded_run_is_taken_up_with_what_it_picked()
    {
        var row = ModelTable.Find("GaussianMixture, iris full");
        var remembered = Arr.create("choice", "since", "left") + Algorithm.Daarem(row.Problem.Evaluate, row.Problem.Chart).MemoryNames;
        string Digest(Iterate<Vector> algorithm) => $"{Em.Fit(row.Problem, row.Start, StopRule.Iterations(30), algorithm).OrThrow().Trace}";
        Assert.Equal(
            "e4987f45f82cca93431256b132f7d1340b9187e4d1350eab86de0b4370f429f7",
            Digest(Algorithm.Find<Vector>("auto", remembered).OrThrow())
        );
        Assert.Equal(Digest(Find<Vector>("auto")), Digest(Algorithm.Find<Vector>("auto", NamesOf(Find<Vector>("auto"))).OrThrow()));

        Arr<string> NamesOf(Iterate<Vector> algorithm) => algorithm(row.Problem.Evaluate, row.Problem.Chart).MemoryNames;
    }
}
