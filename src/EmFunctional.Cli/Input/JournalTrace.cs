using System.Collections.Generic;
using EmFunctional.Cli.Output;
using EmFunctional.Cli.Plotting;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>The last run of a journal with all its iterates.</summary>
/// <param name="Path">The journal.</param>
/// <param name="Started">How the run started.</param>
/// <param name="Trace">Its iterates, at least one.</param>
/// <param name="Fault">What is to be said of a journal that was cut off.</param>
sealed record JournalTrace(string Path, RunEvent<Vector>.Started Started, IReadOnlyList<IterationState<Vector>> Trace, Option<string> Fault)
{
    /// <summary>Reads a journal; one that was changed, or that has no iterate, is an error.</summary>
    public static Either<EmError, JournalTrace> Read(string path) =>
        Recovery
            .Opened(path)
            .Bind(stream =>
            {
                using (stream)
                    return Last(path, JournalReader.Read(stream, Seals.CheckedIfAny));
            })
            .MapLeft(error => Told(path, error))
            .Bind(run =>
                run.Trace.Count > 0
                    ? Prelude.Right<EmError, JournalTrace>(run)
                    : new EmError.Recorded("journal", $"{path}: its run has no iterate yet; there is nothing to draw")
            );

    /// <summary>An error of a journal, by name.</summary>
    public static EmError Told(string path, JournalError error)
    {
        var text = error.ToString();
        return new EmError.Recorded("journal", text.StartsWith(path, StringComparison.Ordinal) ? text : $"{path}: {text}");
    }

    /// <summary>The run as it is drawn.</summary>
    public PlottedRun Plotted(string name, Option<OpenedModel> model) =>
        PlottedRun.Of(
            name,
            Subject.Of(Started),
            Started.Environment.Source,
            Started.Environment.Columns,
            Started.Specification.Algorithm,
            Trace,
            model
        );

    static Either<JournalError, JournalTrace> Last(string path, IEnumerable<Either<JournalError, JournalLine>> lines)
    {
        var (started, trace) = (Option<RunEvent<Vector>.Started>.None, new List<IterationState<Vector>>());
        var fault = Option<JournalError>.None;
        foreach (var line in lines)
        {
            line.IfLeft(error => fault = error);
            line.IfRight(read =>
            {
                if (read.Event is RunEvent<Vector>.Started begun)
                    (started, trace) = (begun, []);
                else if (read.Event is RunEvent<Vector>.Iterated iterated)
                    trace.Add(iterated.State);
            });
        }
        if (fault.Case is JournalError error && (error is not JournalError.CutLine || started.IsNone))
            return error;
        return started.Case is RunEvent<Vector>.Started start
            ? new JournalTrace(path, start, trace, fault.Map(cut => $"{path}: {cut}"))
            : new JournalError.NoStart(path);
    }
}
