using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Reporting;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>A run that went to its end.</summary>
/// <param name="Lesson">What it is of.</param>
/// <param name="Trace">Its iterates.</param>
/// <param name="Ending">Why it ended, in words.</param>
public sealed record FinishedRun(Lesson Lesson, IReadOnlyList<IterationState<Vector>> Trace, string Ending)
{
    /// <summary>Goes to the end from a start, or says why nothing can begin there or go on.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop; the algorithm's own rule if null.</param>
    /// <param name="algorithm">How to go on; plain EM if null.</param>
    public static Either<EmError, FinishedRun> Of(Lesson lesson, Vector start, StopRule? rule = null, Iterate<Vector>? algorithm = null)
    {
        RunEvent<Vector>[] events = [.. Em.Events(lesson.Model.Problem, start, rule, new() { Algorithm = algorithm ?? Algorithm.Plain })];
        return events[^1]
            .Match<Either<EmError, FinishedRun>>(
                started: _ => throw Endless,
                iterated: _ => throw Endless,
                resumed: _ => throw Endless,
                stopped: e => new FinishedRun(
                    lesson,
                    [.. events.OfType<RunEvent<Vector>.Iterated>().Select(iterated => iterated.State)],
                    EndingWords.Of(e.Reason)
                ),
                failed: e => e.Error
            );
    }

    static InvalidOperationException Endless => new("a run ends with the event that says why");

    public IterationState<Vector> Last => Trace[^1];

    /// <summary>How the last M-step made a number.</summary>
    public IEnumerable<string> Worked(string name) =>
        Equations.Step(Lesson, [.. Trace.TakeLast(2).Select(state => state.Parameters)], name);

    /// <summary>How often it passed over the data.</summary>
    public IEnumerable<string> WorkedPasses =>
        [
            $"passes = 1 at the start + those of {Trace.Count - 1} iterations = "
                + Equations.Sum(
                    [.. Trace.Select((state, i) => (double)(state.Evaluations - (i == 0 ? 0 : Trace[i - 1].Evaluations)))],
                    count => NumberFormat.Fixed(count, 0)
                ),
            $"it ends there: {Ending}",
        ];
}
