using System.Collections.Generic;
using System.Linq;
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

    /// <summary>The components as EM knows them: by numbers.</summary>
    protected IReadOnlyList<string> Numbered => [.. Enumerable.Range(0, Study.Lesson.Components).Select(k => $"{Words.Component} {k}")];
}
