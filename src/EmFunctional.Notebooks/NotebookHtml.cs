using EmFunctional.Explaining;
using EmFunctional.Narration;
using EmFunctional.Pictures;
using EmFunctional.Runs;

namespace EmFunctional.Notebooks;

/// <summary>Values of the library as HTML for a cell of a notebook. <c>extension.dib</c> tells it to the kernel.</summary>
public static class NotebookHtml
{
    /// <summary>What a fit found: the verdict in words, the components, the trace digest.</summary>
    /// <param name="fit">The fit.</param>
    public static string Of<TParams>(Fitted<TParams> fit) => Of(FitPage.Of(fit));

    /// <summary>Iterates as a table.</summary>
    /// <param name="iterations">The iterates.</param>
    public static string Of<TParams>(Iterations<TParams> iterations) => Of(FitPage.Of(iterations));

    /// <summary>A story: of a fit (<see cref="FitPage"/>), or of all that happened (<see cref="Storyteller"/>).</summary>
    /// <param name="story">The story.</param>
    public static string Of(Story story) => StoryHtml.Fragment(story);

    /// <summary>A figure, as SVG.</summary>
    /// <param name="figure">The figure.</param>
    public static string Of(Figure figure) => Svg.Of(figure);
}
