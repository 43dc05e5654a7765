using EmFunctional.Modelling;

namespace EmFunctional.Pictures;

/// <summary>How a line is broken.</summary>
public enum Dash
{
    /// <summary>Not at all.</summary>
    Solid,

    /// <summary>Into strokes.</summary>
    Dashed,

    /// <summary>Into dots.</summary>
    Dotted,
}

/// <summary>With what a mark is drawn.</summary>
/// <param name="Colour">A colour of the palette.</param>
public sealed record Ink(Colour Colour)
{
    /// <summary>The colour of texts.</summary>
    public static Ink Plain { get; } = new(Colour.Plain);

    /// <summary>The colour of what stands back.</summary>
    public static Ink Muted { get; } = new(Colour.Muted);

    /// <summary>The colour of a component, a state, a run: red, blue, then others that people who see fewer colours can tell apart.</summary>
    /// <param name="index">Which, from 0; beyond the palette it begins anew, and lines are broken.</param>
    public static Ink Of(int index) => new(Colour.Of(index)) { Dash = (Dash)(index / Colour.Series % 3) };

    /// <summary>From 0, invisible, to 1.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary>The width of a line in pixels.</summary>
    public double Width { get; init; } = 1.5;

    /// <summary>How a line is broken.</summary>
    public Dash Dash { get; init; } = Dash.Solid;
}

/// <summary>A colour by what it stands for, so that it can be another on a dark ground.</summary>
/// <param name="Name">The class by which styles find it.</param>
/// <param name="Light">On a light ground.</param>
/// <param name="Dark">On a dark ground.</param>
public sealed record Colour(string Name, string Light, string Dark)
{
    // Chosen by a search for the largest least difference between any two, as people with each kind of colour vision see them; a test simulates them.
    static readonly Colour[] _series =
    [
        new("0", "#942106", "#da5556"),
        new("1", "#003dc5", "#4b7bf6"),
        new("2", "#147f5b", "#28cca1"),
        new("3", "#d09514", "#fcbd6f"),
        new("4", "#960d83", "#ab86cf"),
        new("5", "#1fa7ff", "#c1e5ff"),
        new("6", "#869a50", "#edf740"),
    ];

    /// <summary>Texts and what is as important.</summary>
    public static Colour Plain { get; } = new("i", "#1f2328", "#e6edf3");

    /// <summary>What stands back.</summary>
    public static Colour Muted { get; } = new("m", "#6a737d", "#9da7b3");

    /// <summary>Lines of the grid.</summary>
    public static Colour Grid { get; } = new("g", "#e4e7eb", "#2b3138");

    /// <summary>The ground.</summary>
    public static Colour Paper { get; } = new("p", "#ffffff", "#0d1117");

    /// <summary>How many colours tell things apart.</summary>
    public static int Series => _series.Length;

    /// <summary>One of these; they begin anew.</summary>
    /// <param name="index">Which, from 0.</param>
    public static Colour Of(int index) => _series[index % _series.Length];

    /// <summary>All of them.</summary>
    internal static Colour[] All { get; } = [Paper, Grid, Muted, Plain, .. _series];
}
