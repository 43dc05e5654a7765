using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>Where sorted rows are cut into K groups for a start: into equal ones, or at quantiles that are drawn.</summary>
public sealed record Cuts
{
    readonly Option<Vector> _drawn;

    Cuts(int components, Option<Vector> drawn) => (Components, _drawn) = (components, drawn);

    /// <summary>K.</summary>
    public int Components { get; }

    /// <summary>Whether the groups are equal.</summary>
    public bool AreEven => _drawn.IsNone;

    /// <summary>Equal groups.</summary>
    /// <param name="components">K ≥ 1.</param>
    public static Cuts Even(int components)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        return new(components, Option<Vector>.None);
    }

    /// <summary>Groups of sizes that are drawn.</summary>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="seed">What is drawn.</param>
    public static Cuts Drawn(int components, Seed seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        return new(components, Starts.RandomQuantiles(components, seed));
    }

    /// <summary>The boundary before group k in the total weight of the rows.</summary>
    /// <param name="total">The total weight.</param>
    /// <param name="k">From 0 to K.</param>
    public double Boundary(double total, int k) => _drawn.Match(cuts => total * cuts[k], () => total * k / Components);

    /// <summary>The quantile in the middle of group k.</summary>
    /// <param name="k">From 0 to K − 1.</param>
    public double Middle(int k) => _drawn.Match(cuts => (cuts[k] + cuts[k + 1]) / 2, () => (k + 0.5) / Components);
}
