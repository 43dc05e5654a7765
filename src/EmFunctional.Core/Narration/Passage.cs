using System.Diagnostics;
using EmFunctional.Explaining;
using LanguageExt;

namespace EmFunctional.Narration;

/// <summary>A piece of a story: what a writer sets in its own way, as text for a terminal, Markdown or HTML.</summary>
public abstract record Passage
{
    Passage() { }

    /// <summary>A heading within a chapter.</summary>
    /// <param name="Text">The heading.</param>
    public sealed record Heading(string Text) : Passage;

    /// <summary>A paragraph.</summary>
    /// <param name="Text">Its sentences.</param>
    public sealed record Prose(string Text) : Passage;

    /// <summary>Things that stand side by side.</summary>
    /// <param name="Items">A sentence or a few for each.</param>
    public sealed record Points(Arr<string> Items) : Passage;

    /// <summary>Something worked out with numbers.</summary>
    /// <param name="Lines">The lines, to be kept as they are.</param>
    public sealed record Working(Arr<string> Lines) : Passage;

    /// <summary>A table.</summary>
    /// <param name="Table">The table.</param>
    public sealed record Figures(TextTable Table) : Passage;

    /// <summary>A picture; a terminal goes without.</summary>
    /// <param name="Title">What it shows, for those who cannot see it too.</param>
    /// <param name="Caption">What to see in it.</param>
    /// <param name="Svg">The picture as an SVG element that needs nothing from outside.</param>
    public sealed record Picture(string Title, string Caption, string Svg) : Passage;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(
        Func<Heading, T> heading,
        Func<Prose, T> prose,
        Func<Points, T> points,
        Func<Working, T> working,
        Func<Figures, T> figures,
        Func<Picture, T> picture
    ) =>
        this switch
        {
            Heading p => heading(p),
            Prose p => prose(p),
            Points p => points(p),
            Working p => working(p),
            Figures p => figures(p),
            Picture p => picture(p),
            _ => throw new UnreachableException(),
        };
}
