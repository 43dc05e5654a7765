using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Inference;

/// <summary>
/// Standard errors by the observed information I: of f(θ) it is √(J I⁻¹ Jᵀ), with J = ∂f/∂u (the delta method). Source: Efron &amp; Hinkley (1978),
/// Biometrika 65:457; for EM: McLachlan &amp; Krishnan (2008), ch. 4.
/// </summary>
public sealed class StandardErrors
{
    // A curvature below this part of the largest is none.
    const double Flat = 1e-7;

    readonly Neighbourhood _about;
    readonly SymmetricEigen _eigen;

    StandardErrors(Arr<string> names, Neighbourhood about, Information information)
    {
        (Names, Information, _about) = (names, information, about);
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
    public static Either<EmError, StandardErrors> Of<TParams>(Problem<TParams> problem, TParams at) =>
        Information
            .Of(problem, at)
            .Map(information => new StandardErrors(problem.Chart.Names, Neighbourhood.Of(problem.Chart, at, information), information));

    /// <summary>The standard errors of a function of the parameters.</summary>
    /// <param name="told">The function, of the flat parameters.</param>
    /// <returns>Of each value its standard error, or why it has none.</returns>
    public Arr<StandardError> Of(Func<Vector, Vector> told) =>
        _about.Jacobian(told).Zip(_about.Lacks(told), (row, lack) => lack ?? Of(row)).ToArray();

    StandardError Of(Vector row)
    {
        var (d, size) = (row.Count, Math.Sqrt(row.Sum(x => x * x)));
        if (!(size > 0))
            return new StandardError.Fixed();
        var variance = 0.0;
        for (var m = 0; m < d; m++)
        {
            var along = Enumerable.Range(0, d).Sum(j => row[j] * _eigen.Vectors[j * d + m]);
            if (Curvatures[m] > Least)
                variance += along * along / Curvatures[m];
            else if (Math.Abs(along) > Math.Sqrt(Flat) * size)
                return Curvatures[m] < -Least ? new StandardError.NoMaximum() : new StandardError.NotIdentified();
        }
        return new StandardError.Known(Math.Sqrt(variance));
    }
}
