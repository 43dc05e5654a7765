using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Plotting;
using EmFunctional.Reporting;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Playground.Own;

/// <summary>The last run of a fit as its events make it, live or replayed, and what is shown of it.</summary>
/// <param name="model">The model with its data.</param>
/// <param name="rule">When to stop.</param>
sealed class OwnRun(OpenedModel model, StopRule rule)
{
    const int Width = 100;
    readonly List<IterationState<Vector>> _trace = [];
    RunState<Vector> _run = RunState.Begin(model.Problem.Chart, rule);

    /// <summary>The run after another event.</summary>
    public void Add(RunEvent<Vector> happened)
    {
        _run = EmFunctional.Runs.Run.Latest(_run, happened);
        if (happened is RunEvent<Vector>.Started)
            _trace.Clear();
        if (happened is RunEvent<Vector>.Iterated iterated)
            _trace.Add(iterated.State);
    }

    /// <summary>Where it is.</summary>
    public Progress ToProgress() =>
        _run.Last.Match(
            last => new Progress
            {
                Read = model.Problem.Describe() is { } read ? $"{model.Rows.Count} rows of {string.Join(", ", read.ModelColumns)}" : "",
                Iteration = last.State.Iteration,
                Objective = Numerics.NumberFormat.Significant(last.State.Objective, 10),
                Digest = _run.Trace.ToString(),
                Verdict = [.. Ending.AsEnumerable(), .. last.State.Diagnostics.Select(diagnostic => $"Diagnostic: {diagnostic}.")],
            },
            () => new Progress { Verdict = [.. Ending.AsEnumerable()] }
        );

    Option<string> Ending =>
        _run.Ending.Map(ending =>
            ending.Match(
                started: _ => "",
                iterated: _ => "",
                stopped: e => EndingWords.Sentence(e.Reason),
                failed: e => $"Failed: {e.Error}. The state shown is the last before it.",
                resumed: _ => ""
            )
        );

    /// <summary>Its picture and its numbers.</summary>
    public Drawn Shown(Option<ModelFit> fit)
    {
        if (_run.Started.Case is not RunEvent<Vector>.Started started || _run.Last.Case is not RunEvent<Vector>.Iterated last)
            return new("", [], "");
        if (_trace.Count > 0)
            _trace[^1] = last.State; // of a large model a journal keeps the last numbers with the ending
        var plotted = PlottedRun.Of(
            "run.clef",
            RunDescription.Of(started),
            started.Read.Source,
            started.Read.ModelColumns,
            started.Specification.Algorithm,
            _trace,
            model
        );
        return new(
            Plots.Draw(Plots.Overview, [plotted]).Match(Right: figure => Svg.Of(figure, 2), Left: _ => ""),
            [
                .. ParameterTable
                    .Of(plotted.Called, last.State.Parameters, Width)
                    .Select(table => new ShownTable([.. table.Columns], [.. table.Rows.Select(row => row.ToArray())])),
            ],
            fit.Bind(f => f.Saved(_run).Map(f.CriteriaOf)).Map(criteria => Numerics.NumberFormat.Significant(criteria.Bic, 8)).IfNone("")
        );
    }
}
