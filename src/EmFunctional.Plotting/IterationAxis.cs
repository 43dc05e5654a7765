using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Pictures;

namespace EmFunctional.Plotting;

/// <summary>The axis of iterations: to scale, and of a slow run on a logarithmic scale, where one sees its beginning too.</summary>
static class IterationAxis
{
    // Of more iterations the first, in which most happens, would be a line at the edge.
    const int Many = 200;

    static bool IsSlow(PlottedRun run) => run.Last.Iteration > Many;

    /// <summary>The axis of a run.</summary>
    public static Axis Of(PlottedRun run) =>
        new(IsSlow(run) ? "iteration (logarithmic)" : "iteration") { IsWhole = true, IsLogarithmic = IsSlow(run) };

    /// <summary>Where the iterates lie on it.</summary>
    public static Vector Places(PlottedRun run) => Vector.Of(run.Trace.Select(state => (double)state.Iteration));

    /// <summary>What a caption says of it, after a space.</summary>
    public static string Remark(PlottedRun run) => IsSlow(run) ? " Iterations are on a logarithmic axis, from the first on." : "";
}
