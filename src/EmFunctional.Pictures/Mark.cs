using System.Diagnostics;
using EmFunctional.Numerics;

namespace EmFunctional.Pictures;

/// <summary>Something drawn in a panel, in the units of its axes. What is not finite is left out.</summary>
public abstract record Mark
{
    Mark() { }

    /// <summary>With what it is drawn.</summary>
    public Ink Ink { get; init; } = Ink.Plain;

    /// <summary>What the legend calls it; nothing for what the legend does not show.</summary>
    public string Key { get; init; } = "";

    /// <summary>Points joined in their order; one that is not finite is a gap.</summary>
    public sealed record Line(Vector X, Vector Y) : Mark;

    /// <summary>Points as dots.</summary>
    /// <param name="X">Where.</param>
    /// <param name="Y">Where.</param>
    /// <param name="Radius">Their radius in pixels.</param>
    public sealed record Dots(Vector X, Vector Y, double Radius) : Mark;

    /// <summary>Rectangles: the bars of a histogram, the parts of a whole.</summary>
    public sealed record Boxes(Vector Left, Vector Right, Vector Low, Vector High) : Mark;

    /// <summary>The points at distance 1 from a centre: (x − c)ᵀ Σ⁻¹ (x − c) = 1.</summary>
    /// <param name="X">c₁.</param>
    /// <param name="Y">c₂.</param>
    /// <param name="Xx">Σ₁₁.</param>
    /// <param name="Xy">Σ₁₂.</param>
    /// <param name="Yy">Σ₂₂.</param>
    public sealed record Ellipse(double X, double Y, double Xx, double Xy, double Yy) : Mark;

    /// <summary>A straight line across the panel.</summary>
    /// <param name="At">Where.</param>
    /// <param name="IsVertical">Whether it stands on the axis below.</param>
    public sealed record Rule(double At, bool IsVertical) : Mark;

    /// <summary>A short text near a place, where no line is.</summary>
    public sealed record Label(double X, double Y, string Text) : Mark;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(
        Func<Line, T> line,
        Func<Dots, T> dots,
        Func<Boxes, T> boxes,
        Func<Ellipse, T> ellipse,
        Func<Rule, T> rule,
        Func<Label, T> label
    ) =>
        this switch
        {
            Line m => line(m),
            Dots m => dots(m),
            Boxes m => boxes(m),
            Ellipse m => ellipse(m),
            Rule m => rule(m),
            Label m => label(m),
            _ => throw new UnreachableException(),
        };
}
