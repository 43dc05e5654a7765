using EmFunctional.Numerics;

namespace EmFunctional.Modelling;

/// <summary>What a mixture does with its mixing weights πₖ.</summary>
public enum Mixing
{
    /// <summary>Held at 1/K.</summary>
    Equal,

    /// <summary>Estimated: πₖ = Σᵢ rᵢₖ / n.</summary>
    Estimated,
}

/// <summary>Functions of <see cref="Mixing"/>.</summary>
public static class MixingExtensions
{
    /// <summary>The option's value as text.</summary>
    /// <param name="mixing">The option.</param>
    public static string ToText(this Mixing mixing) => mixing == Mixing.Equal ? "equal" : "estimated";

    /// <summary>The coordinates <c>mixingWeight[k]</c>: held at 1/K, or free on the simplex.</summary>
    /// <param name="mixing">The option.</param>
    /// <param name="components">K.</param>
    public static Coordinates Coordinates(this Mixing mixing, int components)
    {
        var names = Modelling.Coordinates.Indexed("mixingWeight", components);
        return mixing == Mixing.Equal
            ? Modelling.Coordinates.Held(names, Vector.Of(components, _ => 1.0 / components))
            : Modelling.Coordinates.Simplex(names);
    }
}
