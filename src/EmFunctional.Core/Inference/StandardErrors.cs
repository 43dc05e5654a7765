using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Inference;

/// <summary>
/// Standard errors by the observed information I: of f(θ) it is √(J I⁻¹ Jᵀ), with J = ∂f/∂u (the delta method). Source: Efron &amp; Hinkley (1978),
/// Biometrika 65:457; for EM: McLachlan &amp; Krishnan (2008), ch. 4. In the sandwich form it is √(J I⁻¹ B I⁻¹ Jᵀ), with B = Σ wᵢ gᵢ gᵢᵀ over the scores gᵢ
/// of units that do not depend on each other: it holds where the model is wrong, too. Source: Huber (1967), Proceedings of the Fifth Berkeley Symposium
/// 1:221; White (1982), Econometrica 50:1.
/// </summary>
public sealed class StandardErrors
{
    // A curvature below this part of the largest is none.
    const double Flat = 1e-7;

    readonly Neighbourhood _about;
    readonly SymmetricEigen _eigen;
    readonly Scores? _scores;

    StandardErrors(Arr<string> names, Neighbourhood about, Information information, UnitDensities? units)
    {
        (Names, Information, _about) = (names, information, about);
        _scores = units is null ? null : Scores.Of(about, units);
        _eigen = SymmetricEigen.Of(information.Packed, information.Coordinates.Count);
        Values = Of(flat => flat);
    }

    /// <summary>The parameters, as the chart names them.</summary>
    public Arr<string> Names { get; }

    /// <summary>Of each parameter its standard error, or why it has none.</summary>
    public Arr<StandardError> Values { get; }

    /// <summary>The observed information.</summary>
    public Information Information { get; }

    /// <summary>Its eigenvalues in the scale of its coordinates, ascending: all are above 0 at a maximum.</summary>
    public Vector Curvatures => _eigen.Values;

    /// <summary>Whether they are in the sandwich form.</summary>
    public bool IsSandwich => _scores is not null;

    /// <summary>Whether the objective rises from here in some direction: a saddle, and no maximum.</summary>
    public bool IsSaddle => Curvatures.Count > 0 && Curvatures[0] < -Least;

    double Least => Curvatures.Count == 0 ? 0 : Math.Max(Flat * Math.Abs(Curvatures[^1]), Curvatures.Count * Information.Error);

    /// <summary>Computes them.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="at">θ, a maximum.</param>
    /// <returns>The standard errors, or the error of a point that cannot be evaluated.</returns>
    /// <example>
    /// <code><![CDATA[
    /// var (coins, flips) = (Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow());
    /// var start = coins.At(("theta", [0.6, 0.5])).OrThrow();
    /// var fit = Em.Fit(coins, flips, start).OrThrow();
    /// var errors = StandardErrors.Of(Problem.Of(coins, flips).OrThrow(), fit.State.Parameters).OrThrow();
    /// Console.WriteLine(errors.Values[0] is StandardError.Known(var error) ? $"{errors.Names[0]} ± {error:F4}" : "not known"); // prints: theta[0] ± 0.1015
    /// ]]></code>
    /// </example>
    public static Either<EmError, StandardErrors> Of<TParams>(Problem<TParams> problem, TParams at) => Of(problem, at, null);

    /// <summary>Computes them in the sandwich form.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="at">θ, a maximum.</param>
    /// <param name="units">What the model says of each unit of the data; the observed information alone if null.</param>
    /// <returns>The standard errors, or the error of a point that cannot be evaluated.</returns>
    public static Either<EmError, StandardErrors> Of<TParams>(Problem<TParams> problem, TParams at, UnitDensities? units) =>
        Information
            .Of(problem, at)
            .Map(information => new StandardErrors(
                problem.Chart.Names,
                Neighbourhood.Of(problem.Chart, at, information),
                information,
                units
            ));

    /// <summary>The standard errors of a function of the parameters.</summary>
    /// <param name="function">The function, of the flat parameters.</param>
    /// <returns>Of each value its standard error, or why it has none.</returns>
    public Arr<StandardError> Of(Func<Vector, Vector> function) =>
        _about.Jacobian(function).Zip(_about.Lacks(function), (row, lack) => lack ?? Of(row)).ToArray();

    /// <summary>
    /// The acceleration a = Σ wᵢ lᵢ³ / (6 (Σ wᵢ lᵢ²)^1.5) of each value of a function, with the influence lᵢ = J I⁻¹ gᵢ of each unit: how fast the standard
    /// error changes with the value. Source: Efron (1987), Journal of the American Statistical Association 82:171, §6.
    /// </summary>
    /// <param name="function">The function, of the flat parameters.</param>
    /// <exception cref="InvalidOperationException">They are not in the sandwich form: no unit is known.</exception>
    public Vector Accelerations(Func<Vector, Vector> function)
    {
        var scores = _scores ?? throw new InvalidOperationException("without units there is no influence of a unit");
        return Vector.Of(_about.Jacobian(function).Select(row => scores.Acceleration(Solved(row))));
    }

    StandardError Of(Vector row)
    {
        var (d, size) = (row.Count, Math.Sqrt(row.Sum(x => x * x)));
        if (!(size > 0))
            return new StandardError.Fixed();
        var variance = 0.0;
        for (var m = 0; m < d; m++)
        {
            var along = Along(row, m);
            if (Curvatures[m] > Least)
                variance += along * along / Curvatures[m];
            else if (Math.Abs(along) > Math.Sqrt(Flat) * size)
                return Curvatures[m] < -Least ? new StandardError.NoMaximum() : new StandardError.NotIdentified();
        }
        return new StandardError.Known(Math.Sqrt(_scores is null ? variance : _scores.Variance(Solved(row))));
    }

    double Along(Vector row, int m) => Enumerable.Range(0, row.Count).Sum(j => row[j] * _eigen.Vectors[j * row.Count + m]);

    // I⁻¹ Jᵀ, without the directions in which the objective is flat.
    Vector Solved(Vector row)
    {
        var parts = Enumerable.Range(0, row.Count).Select(m => Curvatures[m] > Least ? Along(row, m) / Curvatures[m] : 0).ToArray();
        return Vector.Of(row.Count, j => Enumerable.Range(0, row.Count).Sum(m => _eigen.Vectors[j * row.Count + m] * parts[m]));
    }
}
