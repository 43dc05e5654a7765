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

    /// <summary>A sum: all its parts, or of many the first and the last.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="text">How one is written.</param>
    public static string Sum(IReadOnlyList<double> parts, Func<double, string> text)
    {
        var shown = parts.Count <= Few ? parts.Select(text) : [.. parts.Take(3).Select(text), "…", text(parts[^1])];
        return $"{string.Join(" + ", shown).Replace("+ -", "− ")} = {text(parts.Sum())}";
    }

    /// <summary>ℓ(θ) as the sum over the rows of ln f(xᵢ | θ).</summary>
    public static string LogLikelihood(Lesson lesson, Vector at) =>
        $"log-likelihood = Σᵢ ln Σₖ π[k] f(xᵢ | θ[k]) = {Sum([.. lesson.LogLikelihoods(at)], x => NumberFormat.Fixed(x, 3))}";
}
