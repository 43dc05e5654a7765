using EmFunctional.Numerics;

namespace EmFunctional.Models;

/// <summary>What a model with given parameters says of a row.</summary>
/// <param name="Responsibilities">rₖ = p(component k | row) [K].</param>
/// <param name="LogDensity">ln p(row), in nats; 0 of a row of which nothing was observed.</param>
public sealed record RowPosterior(Vector Responsibilities, double LogDensity)
{
    /// <summary>The component that is most responsible, the first of equals: the row's hard label; −1 where none is, of a row that cannot be.</summary>
    public int Label
    {
        get
        {
            var (label, most) = (-1, 0.0);
            for (var k = 0; k < Responsibilities.Count; k++)
                if (Responsibilities[k] > most)
                    (label, most) = (k, Responsibilities[k]);
            return label;
        }
    }

    /// <summary>Whether no component can have made the row, or its density is too small to tell which: then it has no label.</summary>
    public bool IsImpossible => Label < 0;

    /// <summary>−ln p(row), in nats: the larger, the stranger the row is to the model.</summary>
    public double OutlierScore => -LogDensity;

    /// <summary>−Σ rₖ ln rₖ, in nats: how unsure the model is of the row's component.</summary>
    public double Entropy => -Responsibilities.Map(r => SpecialFunctions.XLogY(r, r)).Sum();

    /// <summary>−ln maxₖ rₖ, in nats: the same of the row given whole to its likeliest component; not a number where there is none.</summary>
    public double HardEntropy => IsImpossible ? double.NaN : -Elementary.Log(Responsibilities[Label]);
}
