using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Models.Linkage;

/// <summary>
/// Genetic linkage: n animals in four cells with probabilities ½ + θ/4, (1 − θ)/4, (1 − θ)/4, θ/4. The first cell is two, ½ and θ/4, that
/// nobody can tell apart. Source: Dempster, Laird, Rubin (1977), Journal of the Royal Statistical Society B 39:1, §1; data of Rao (1965).
/// </summary>
public static class LinkageModel
{
    /// <summary>The model, whose parameter is θ ∈ [0, 1] itself.</summary>
    public static EmModel<LinkageData, double, Vector> Model { get; } =
        EmModel.Of<LinkageData, double>(
            "linkage",
            EStep,
            MStep,
            Chart.Of<double>(theta => [theta], flat => flat[0], Coordinates.Probability("theta"))
        ) with
        {
            Identify = data => data.Id,
            WeightUnit = data => data.Weight,
            Describe = data => data.Description,
        };

    /// <summary>
    /// Computes x₂ = y₁·(θ/4)/(½ + θ/4), the animals of the first cell that are expected in its second part, and the log-likelihood
    /// ln n!/(y₁!…y₄!) + Σ yᵢ ln pᵢ. DLR (1977), eq. 1.4.
    /// </summary>
    /// <param name="data">The counts.</param>
    /// <param name="theta">θ.</param>
    /// <returns>The expected counts that tell of θ, and of 1 − θ.</returns>
    public static Expectation<Vector> EStep(LinkageData data, double theta)
    {
        var expected = data.Y1 * theta / (2 + theta);
        var objective =
            data.LogArrangements
            + SpecialFunctions.XLogY(data.Y1, 0.5 + theta / 4)
            + SpecialFunctions.XLogY(data.Y2 + data.Y3, (1 - theta) / 4)
            + SpecialFunctions.XLogY(data.Y4, theta / 4);
        Vector counts = [expected + data.Y4, data.Y2 + data.Y3];
        return new(data.Weight * counts, data.Weight * objective)
        {
            Magnitude = data.Weight * (1 + data.Counts.Sum() + 2 * data.LogArrangements - objective),
        };
    }

    /// <summary>Computes θ = (x₂ + y₄)/(x₂ + y₂ + y₃ + y₄). DLR (1977), eq. 1.5.</summary>
    /// <param name="expected">The expected counts that tell of θ, and of 1 − θ.</param>
    public static double MStep(Vector expected) => expected[0] / expected.Sum();
}
