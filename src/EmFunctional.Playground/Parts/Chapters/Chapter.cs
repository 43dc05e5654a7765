using EmFunctional.Playground.Lessons;
using Microsoft.AspNetCore.Components;

namespace EmFunctional.Playground.Parts.Chapters;

/// <summary>A chapter of a lesson, drawn anew with the lesson's page.</summary>
public abstract class Chapter : ComponentBase
{
    [Parameter, EditorRequired]
    public required Study Study { get; set; }

    protected Walk Walk => Study.Walk;

    protected LessonWords Words => Study.Lesson.Words;
}
