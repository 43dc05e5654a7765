using EmFunctional.Iterating;
using EmFunctional.Numerics;

namespace EmFunctional.Tokenisation.Training;

/// <summary>How one run goes.</summary>
/// <param name="Maximisation">How expected counts become probabilities.</param>
/// <param name="LeastCount">A piece that is expected less often is dropped by the digamma step.</param>
/// <param name="Iterations">How many M-steps, 1 or more.</param>
/// <param name="IsAccelerated">Whether by SQUAREM.</param>
/// <param name="CountsUnknownAsFirst">Whether unknown characters count for the first piece.</param>
sealed record RunPlan(Maximisation Maximisation, double LeastCount, int Iterations, bool IsAccelerated, bool CountsUnknownAsFirst)
{
    // The last M-step is that of the last iterate, so that there is one evaluation for each.
    internal StopRule Rule => StopRule.Iterations(Iterations - 1);

    internal Iterate<Vector> Algorithm => IsAccelerated ? Iterating.Algorithm.Squarem : Iterating.Algorithm.Plain;
}
