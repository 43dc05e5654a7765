using EmFunctional.Numerics;

namespace EmFunctional.Models;

/// <summary>A row completed.</summary>
/// <param name="Means">The conditional mean of each number; what was observed, as it is [d].</param>
/// <param name="Deviations">The conditional standard deviation of each; 0 for what was observed [d].</param>
public sealed record ImputedRow(Vector Means, Vector Deviations);
