using System.Linq;
using System.Threading;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tests.Support;

/// <summary>Iterates made by hand, for rules and operators that look at figures only.</summary>
static class Trace
{
    public static IterationState<double> State(
        int iteration,
        double objective,
        double residual = 1,
        double slack = 0,
        params Diagnostic[] diagnostics
    ) => new(iteration, iteration + 1, iteration, objective, residual, slack, diagnostics);

    public static Arr<IterationState> Objectives(params double[] objectives) =>
        objectives.Select((objective, i) => (IterationState)State(i, objective)).ToArray();

    /// <summary>θ ← r·θ from 1: linear convergence to 0 at a known rate, objective −θ².</summary>
    public static EmModel<double, double, Vector> Shrinking { get; } =
        EmModel.Of<double, double>(
            "shrinking",
            (rate, theta) => new([rate * theta], -theta * theta),
            statistics => statistics[0],
            Chart.Of<double>(theta => [theta], flat => flat[0], Coordinates.Real("theta"))
        );

    /// <summary>The same, counting its passes over the data; <paramref name="onPass"/> is told the number of each.</summary>
    public static EmModel<double, double, Vector> Counted(Action<int> onPass)
    {
        var passes = 0;
        return Shrinking with
        {
            EStep = (rate, theta) =>
            {
                onPass(Interlocked.Increment(ref passes));
                return Shrinking.EStep(rate, theta);
            },
        };
    }

    /// <summary>The same with a decrease: the objective is θ², declared monotone.</summary>
    public static EmModel<double, double, Vector> Lying { get; } =
        Shrinking with
        {
            EStep = (rate, theta) => _ => new Expectation<Vector>([rate * theta], theta * theta),
        };
}
