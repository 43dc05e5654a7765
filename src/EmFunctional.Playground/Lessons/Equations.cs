using System.Collections.Generic;
using System.Linq;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>How numbers come about, in the words of <c>em explain</c>.</summary>
static class Equations
{
    const int Few = 6;

    /// <summary>The line that works out a number, of those of a story; nothing where there is none.</summary>
    /// <param name="told">A part of a story.</param>
    /// <param name="name">What the number is called in it.</param>
    public static IEnumerable<string> LineOf(Arr<Passage> told, string name) =>
        told.OfType<Passage.Working>().SelectMany(working => working.Lines).Where(line => line.StartsWith($"{name} = "));

    /// <summary>How a step made a number of the newer of two iterates.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="iterates">θ before and after; the guess alone where there was no step.</param>
    /// <param name="name">The number's name on the chart.</param>
    public static IEnumerable<string> Step(Lesson lesson, IReadOnlyList<Vector> iterates, string name) =>
        iterates.Count == 1
            ? ["it is the guess"]
            : LineOf(lesson.Model.Telling.Narrative().Iteration(iterates[0], iterates[1], false), name)
                .DefaultIfEmpty("it is held: before a row is seen, each is as likely as the other");

    /// <summary>A mean: all its parts, or of many the first and the last.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="text">How one is written.</param>
    public static string Mean(IReadOnlyList<double> parts, Func<double, string> text) =>
        $"({Added(parts, text)}) / {parts.Count} = {text(parts.Sum() / parts.Count)}";

    /// <summary>A sum: all its parts, or of many the first and the last.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="text">How one is written.</param>
    public static string Sum(IReadOnlyList<double> parts, Func<double, string> text) => $"{Added(parts, text)} = {text(parts.Sum())}";

    static string Added(IReadOnlyList<double> parts, Func<double, string> text)
    {
        var shown = parts.Count <= Few ? parts.Select(text) : [.. parts.Take(3).Select(text), "…", text(parts[^1])];
        return string.Join(" + ", shown).Replace("+ -", "− ");
    }

    /// <summary>ℓ(θ) as the sum over the rows of ln f(xᵢ | θ).</summary>
    public static string LogLikelihood(Lesson lesson, Vector at) =>
        $"log-likelihood = Σᵢ ln Σₖ π[k] f(xᵢ | θ[k]) = {Sum([.. lesson.Posteriors(at).Select(row => row.LogDensity)], x => NumberFormat.Fixed(x, 3))}";
}
