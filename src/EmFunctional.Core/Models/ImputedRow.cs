using EmFunctional.Numerics;

namespace EmFunctional.Models;

/// <summary>A row completed.</summary>
/// <param name="Means">The conditional mean of each number; what was observed, as it is [d].</param>
/// <param name="Deviations">The conditional standard deviation of each; 0 for what was observed [d].</param>
public sealed record ImputedRow(Vector Means, Vector Deviations);

/// <summary>Fills in what is missing of rows, with a model whose parameters are known.</summary>
/// <param name="Expect">Of a row the conditional means and standard deviations.</param>
/// <param name="Draw">Of a row a draw from the conditional distribution, by a seed.</param>
public sealed record Imputer(Func<int, ImputedRow> Expect, Func<int, Seed, Vector> Draw);
