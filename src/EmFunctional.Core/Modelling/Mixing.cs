using System.Linq;
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
    /// <summary>What mixing weights are called: <c>mixingWeight[0]</c>, <c>mixingWeight[1]</c> …</summary>
    public const string Group = "mixingWeight";

    /// <summary>The option's value as text.</summary>
    /// <param name="mixing">The option.</param>
    public static string ToText(this Mixing mixing) => mixing == Mixing.Equal ? "equal" : "estimated";

    /// <summary>The coordinates <c>mixingWeight[k]</c>: held at 1/K, or free on the simplex.</summary>
    /// <param name="mixing">The option.</param>
    /// <param name="components">K.</param>
    /// <param name="fixedParameters">What is held; nothing if null.</param>
    public static Coordinates Coordinates(this Mixing mixing, int components, FixedParameters? fixedParameters = null)
    {
        var names = Modelling.Coordinates.Indexed(Group, components);
        return mixing == Mixing.Equal
            ? Modelling.Coordinates.Held(names, Vector.Of(components, _ => 1.0 / components))
            : Modelling.Coordinates.SimplexWithHeld(names, fixedParameters ?? FixedParameters.None);
    }

    /// <summary>The weights that maximise Σ nₖ ln πₖ: nₖ/n; of those that are not held, their shares in what the held ones leave.</summary>
    /// <param name="mixing">The option.</param>
    /// <param name="mass">nₖ [K].</param>
    /// <param name="at">The present weights [K].</param>
    /// <param name="held">Whether each is held [K].</param>
    internal static Vector Maximise(this Mixing mixing, Vector mass, Vector at, bool[] held)
    {
        if (mixing == Mixing.Equal)
            return at;
        var n = mass.Sum();
        if (!held.Contains(true))
            return mass.Map(m => m / n);
        var (left, free) = (1.0, 0.0);
        for (var k = 0; k < held.Length; k++)
            (left, free) = held[k] ? (left - at[k], free) : (left, free + mass[k]);
        return Vector.Of(mass.Count, k => held[k] || !(free > 0) ? at[k] : left * mass[k] / free);
    }
}
