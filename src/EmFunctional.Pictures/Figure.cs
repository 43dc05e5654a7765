using System.Collections.Generic;

namespace EmFunctional.Pictures;

/// <summary>A picture as a value: panels side by side under a title, with a caption below.</summary>
/// <param name="Title">What it shows, in a line.</param>
/// <param name="Caption">What there is to see, in a sentence or two; empty for none.</param>
/// <param name="Panels">The panels, from left to right and from top to bottom.</param>
public sealed record Figure(string Title, string Caption, IReadOnlyList<Panel> Panels)
{
    /// <summary>So many panels fit a page of 1600 by 1600 pixels; more make it longer.</summary>
    public const int MostPanels = 24;
}

/// <summary>Marks between two axes.</summary>
/// <param name="Title">What it shows; empty for none.</param>
/// <param name="X">The axis below.</param>
/// <param name="Y">The axis to the left.</param>
/// <param name="Marks">What is drawn, from back to front.</param>
public sealed record Panel(string Title, Axis X, Axis Y, IReadOnlyList<Mark> Marks);

/// <summary>An axis; it reaches from the least to the largest number on it unless its ends are given.</summary>
/// <param name="Title">What it measures, with the unit.</param>
public sealed record Axis(string Title)
{
    /// <summary>Where it begins, if not a little before the least number.</summary>
    public double? Low { get; init; }

    /// <summary>Where it ends, if not a little after the largest number.</summary>
    public double? High { get; init; }

    /// <summary>Whether equal lengths are equal factors; what is not above 0 is then not drawn.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether it counts: no tick is between whole numbers.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Names in the place of numbers, such as those of rows; numbers if there are none.</summary>
    public IReadOnlyList<Tick> Names { get; init; } = [];
}

/// <summary>A place on an axis and its text.</summary>
/// <param name="At">Where.</param>
/// <param name="Text">What is written there.</param>
public readonly record struct Tick(double At, string Text);
