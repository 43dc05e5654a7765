using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Watching.Following;
using LanguageExt;

namespace EmFunctional.Watching.Views;

/// <summary>How runs go on: the objective, the gap to its end, the parameters.</summary>
static class Course
{
    /// <summary>The curves of one run.</summary>
    /// <param name="journal">Its journal.</param>
    /// <param name="columns">How many panels there is room for beside each other.</param>
    public static IReadOnlyList<FigureView> Of(FollowedJournal journal, int columns) =>
        Drawn(Of(journal, journal.State).ToArray(), columns);

    /// <summary>The curves of several runs beside each other.</summary>
    /// <param name="journals">Their journals.</param>
    /// <param name="columns">How many panels there is room for beside each other.</param>
    /// <returns>The curves, or why there are none.</returns>
    public static Either<string, IReadOnlyList<FigureView>> Of(IReadOnlyList<FollowedJournal> journals, int columns)
    {
        var seen = journals.Select(journal => (Journal: journal, journal.State)).Where(one => one.State.Started.IsSome).ToArray();
        if (seen.Select(one => one.State.Started.Bind(started => started.Specification.Data)).Distinct().Count() > 1)
            return "The runs are on different data, so that their objectives cannot be compared.";
        return Prelude.Right(Drawn([.. seen.SelectMany(one => Of(one.Journal, one.State).ToArray())], columns));
    }

    /// <summary>A run as it is drawn; nothing before its first iterate.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="state">What is known of it.</param>
    public static Option<PlottedRun> Of(FollowedJournal journal, WatchedState state)
    {
        var points = state.Trace.Points;
        if (points.Count == 0 || state.Started.Case is not EmFunctional.Runs.RunEvent<Vector>.Started started)
            return Option<PlottedRun>.None;
        var run = PlottedRun.Of(
            journal.Name,
            RunDescription.Of(started),
            started.Read.Source,
            started.Read.ModelColumns,
            started.Specification.Algorithm,
            [.. points.Select(point => point.State)],
            ModelOf(state),
            Vector.Of(points.Select(point => point.Remaining))
        );
        // Between the iterates that are kept there may be a higher one.
        return run with { End = state.Trace.Highest + (run.End - run.Trace.Max(at => at.Objective)) };
    }

    static Option<OpenedModel> ModelOf(WatchedState state) =>
        state.Model is { IsCompletedSuccessfully: true } known ? known.Result.ToOption().Flatten() : Option<OpenedModel>.None;

    static IReadOnlyList<FigureView> Drawn(IReadOnlyList<PlottedRun> runs, int columns) =>
        runs.Count == 0 ? [] : [.. Plots.OfCourse(runs).Select(figure => FigureView.Of(figure, columns))];
}
