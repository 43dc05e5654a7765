using EmFunctional.Modelling;
using EmFunctional.Narration;
using static EmFunctional.Modelling.Plain;

namespace EmFunctional.Explaining;

static class PlainStory
{
    /// <summary>A story whose texts are lines.</summary>
    /// <param name="story">The story.</param>
    public static Story Of(Story story) =>
        new(
            Line(story.Title),
            story.Chapters.Map(chapter => new Chapter(
                Line(chapter.Title),
                chapter.Passages.Map(passage =>
                    passage.Match<Passage>(
                        heading: p => new Passage.Heading(Line(p.Text)),
                        prose: p => new Passage.Prose(Line(p.Text)),
                        points: p => new Passage.Points(p.Items.Map(Line)),
                        working: p => new Passage.Working(p.Lines.Map(Line)),
                        figures: p => new Passage.Figures(new(p.Table.Columns.Map(Line), p.Table.Rows.Map(row => row.Map(Line)))),
                        picture: p => new Passage.Picture(Line(p.Title), Line(p.Caption), p.Svg)
                    )
                )
            ))
        );
}
