using System.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models;

/// <summary>Numbers that are held: the model maximises over the others.</summary>
public class FixedParametersTests
{
    static readonly MixtureData _waiting = ModelTable.Read(
        "faithful.csv",
        table => MixtureData.Parse(Family.Of<Normal>(), table, ColumnChoice.Of("waiting"))
    );

    [Theory]
    [InlineData("plain")]
    [InlineData("squarem")]
    public void A_mean_of_faithful_held_at_60_reaches_the_constrained_maximum(string algorithm)
    {
        var model = Mixture.Of<Normal>(2, fixedParameters: FixedParameters.At("mean[0]", 60));
        var start = Make.Normals([60, 80], [6, 6]).OrThrow();
        var rule = StopRule.Residual(1e-10) | StopRule.Iterations(5000);
        var end = Em.Fit(model, _waiting, start, rule, Algorithm.Find<MixtureParameters>(algorithm).OrThrow()).OrThrow().State;
        // Overwriting the mean after each M-step would end at −1047.8834.
        Assert.Equal(-1047.68875652825, end.Objective, 1e-10);
        Assert.Equal(60, end.Parameters.Means[0]);
        Assert.Equal(4, model.Chart.DegreesOfFreedom);
    }

    [Fact]
    public void Degrees_of_freedom_follow()
    {
        Assert.Equal(5, Mixture.Of<Normal>(2).Chart.DegreesOfFreedom);
        Assert.Equal(4, Mixture.Of<Normal>(2, tied: Arr.create("standardDeviation")).Chart.DegreesOfFreedom);
        Assert.Equal(
            3,
            Mixture.Of<Normal>(2, fixedParameters: FixedParameters.At("mixingWeight[0]", 0.5).And("mean[1]", 1)).Chart.DegreesOfFreedom
        );
        Assert.Equal(1, Mixture.Of<Coin>(2, fixedParameters: FixedParameters.At("theta[0]", 0.5)).Chart.DegreesOfFreedom);
    }

    [Fact]
    public void All_weights_held_are_equal_mixing()
    {
        var start = Make.Normals([55, 80], [6, 6]).OrThrow();
        var held = Mixture.Of<Normal>(2, fixedParameters: FixedParameters.At("mixingWeight[0]", 0.5).And("mixingWeight[1]", 0.5));
        var (a, b) = (Em.Fit(held, _waiting, start).OrThrow(), Em.Fit(Mixture.Of<Normal>(2, Mixing.Equal), _waiting, start).OrThrow());
        Assert.Equal(b.Trace, a.Trace);
    }

    [Fact]
    public void A_start_elsewhere_is_refused_by_name()
    {
        var chart = Mixture.Of<Normal>(2, fixedParameters: FixedParameters.At("mean[0]", 60)).Chart;
        Assert.Equal(
            "mean[0] = 55 must be 60; choose another value",
            chart.StartFromFlat([0.5, 0.5, 55, 80, 6, 6]).FailAsEnumerable().Single().ToString()
        );
        Assert.Throws<ArgumentException>(() =>
            Mixture.Of<Normal>(2, fixedParameters: FixedParameters.At("standardDeviation[0]", 1), tied: Arr.create("standardDeviation"))
        );
    }

    [Theory]
    [InlineData("mean[0][0]=2", "gaussian-mixture cannot hold a part of a mean or of a covariance; hold all of its numbers")]
    [InlineData("covariance[0][0][0]=-1,covariance[0][1][0]=0,covariance[0][1][1]=2", "covariance[0] must be positive definite")]
    [InlineData("mixingWeight[0]=1.5", "mixingWeight[0] = 1.5 must be from 0 to 1")]
    [InlineData("men[0][0]=2", "unknown parameter to hold 'men[0][0]'; did you mean mean[0][0]?")]
    public void A_gaussian_mixture_refuses_what_it_cannot_hold(string hold, string message)
    {
        using var tool = new Tool();
        var result = tool.Run("fit", "gaussian-mixture", "@faithful", "--hold", hold);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mean[0]=60,mixingWeight[1]=0.5", "mean[0]=60,mixingWeight[1]=0.5")]
    [InlineData(" theta[0] = 0.5 ", "theta[0]=0.5")]
    [InlineData("", "")]
    public void The_text_reads_back(string text, string shown) => Assert.Equal(shown, FixedParameters.Parse(text).OrThrow().ToString());

    [Fact]
    public void The_tool_holds_and_ties_and_refuses()
    {
        using var tool = new Tool();
        string[] fit = ["fit", "normal-mixture", "@faithful", "--column", "waiting"];
        var held = tool.Run([
            .. fit,
            "--hold",
            "mean[0]=60",
            "--stop",
            "residual(1e-9) | iterations(5000)",
            "--journal",
            "run.clef",
            "--quiet",
        ]);
        Assert.Contains("log-likelihood -1047.68875652", held.Out, StringComparison.Ordinal);
        Assert.StartsWith("identical, ", tool.Run("verify", "run.clef", "@faithful").Out, StringComparison.Ordinal);
        Assert.Contains("tie=standardDeviation", tool.Run([.. fit, "--tie", "standardDeviation"]).Out, StringComparison.Ordinal);
        string Refused(params string[] more)
        {
            var result = tool.Run([.. fit, .. more]);
            Assert.Equal((2, ""), (result.ExitCode, result.Out));
            return result.Error;
        }
        Assert.StartsWith(
            "unknown parameter to hold 'men[0]'; did you mean mean[0]?",
            Refused("--hold", "men[0]=60"),
            StringComparison.Ordinal
        );
        Assert.StartsWith("hold 'mean[0]' must be a name and a number", Refused("--hold", "mean[0]"), StringComparison.Ordinal);
        Assert.StartsWith("standardDeviation[0] = -1 must be", Refused("--hold", "standardDeviation[0]=-1"), StringComparison.Ordinal);
        Assert.StartsWith(
            "normal-mixture cannot hold and tie",
            Refused("--hold", "standardDeviation[0]=1", "--tie", "standardDeviation"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "normal-mixture with equal mixing weights cannot hold one of them elsewhere",
            Refused("--hold", "mixingWeight[0]=0.3", "--mixing", "equal"),
            StringComparison.Ordinal
        );
    }
}
