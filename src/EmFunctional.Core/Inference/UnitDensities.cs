using EmFunctional.Numerics;

namespace EmFunctional.Inference;

/// <summary>What a model says of the units of its data that do not depend on each other: rows, or sequences of them.</summary>
/// <param name="Logs">ln p of each unit, in nats, at flat parameters [n].</param>
/// <param name="Counts">How often each unit counts [n].</param>
public sealed record UnitDensities(Func<Vector, Vector> Logs, Vector Counts);
