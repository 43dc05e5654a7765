using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Inference;

/// <summary>The scores gᵢ = ∂ ln p(unit i)/∂u, in the scale of the coordinates, and how often each unit counts.</summary>
sealed class Scores
{
    readonly (Vector Score, double Count)[] _units;

    Scores((Vector, double)[] units) => _units = units;

    public static Scores Of(Neighbourhood about, UnitDensities units) =>
        new([
            .. about.Jacobian(flat => units.Logs(flat)).Zip(units.Counts, (score, count) => (score, count)).Where(unit => unit.count > 0),
        ]);

    /// <summary>xᵀ B x, with x = I⁻¹ Jᵀ.</summary>
    public double Variance(Vector x) => _units.Sum(unit => unit.Count * (Influence(unit.Score, x) is var l ? l * l : 0));

    /// <summary>Σ w l³ / (6 (Σ w l²)^1.5); 0 where no unit has influence.</summary>
    public double Acceleration(Vector x)
    {
        var (squares, cubes) = (0.0, 0.0);
        foreach (var (score, count) in _units)
        {
            var influence = Influence(score, x);
            squares += count * influence * influence;
            cubes += count * influence * influence * influence;
        }
        return squares > 0 ? cubes / (6 * squares * Math.Sqrt(squares)) : 0;
    }

    static double Influence(Vector score, Vector x) => score.Zip(x, (g, along) => g * along).Sum();
}
