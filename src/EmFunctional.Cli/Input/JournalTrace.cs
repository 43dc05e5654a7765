using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
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
    /// <param name="name">The journal, as a call names it.</param>
    public static Either<EmError, JournalTrace> Read(string name)
    {
        var place = JournalNames.At(name);
        return Read(place, place.Name);
    }

    static Either<EmError, JournalTrace> Read(JournalPlace journal, string path) =>
        journal
            .Open()
            .Bind(stream =>
            {
                using (stream)
                    return Last(path, stream);
            })
            .MapLeft(error => ErrorOf(path, error))
            .Bind(run =>
                run.Trace.Count > 0
                    ? Prelude.Right<EmError, JournalTrace>(run)
                    : new EmError.Recorded("journal", $"{path}: its run has no iterate yet; there is nothing to draw")
            );

    /// <summary>An error of a journal, by name.</summary>
    public static EmError ErrorOf(string path, JournalError error) => new EmError.Recorded("journal", Terminal.Named(path, error));

    /// <summary>The run as it is drawn.</summary>
    public PlottedRun Plotted(string name, Option<OpenedModel> model) =>
        PlottedRun.Of(
            name,
            RunDescription.Of(Started),
            Started.Read.Source,
            Started.Read.ModelColumns,
            Started.Specification.Algorithm,
            Trace,
            model
        );

    static Either<JournalError, JournalTrace> Last(string path, Stream stream) =>
        from found in Recovery.Find(path, JournalReader.Read(stream)).Bind(Recovery.Whole)
        from started in found.Run.Started.ToEither(JournalError () => new JournalError.NoStart(path))
        select new JournalTrace(path, started, Completed(Iterates(stream, found.StartLine, started.Run), found.Run), FaultOf(path, found));

    // The numbers of the last iterate of a large model stand with the ending.
    static IterationState<Vector>[] Completed(IterationState<Vector>[] trace, RunState<Vector> run)
    {
        if (trace.Length > 0 && run.Last.Case is RunEvent<Vector>.Iterated last)
            trace[^1] = last.State;
        return trace;
    }

    static IterationState<Vector>[] Iterates(Stream stream, int start, Hash256 run)
    {
        stream.Position = 0;
        return
        [
            .. JournalReader
                .Read(stream)
                .Rights()
                .Where(line => line.Number >= start && line.Run == run)
                .Select(line => line.Event)
                .OfType<RunEvent<Vector>.Iterated>()
                .Select(iterated => iterated.State),
        ];
    }

    static Option<string> FaultOf(string path, Recovery<Vector> found) =>
        found.Contestant.Match(
            one => $"{path}: the fit was interrupted before the best of its starts was found; this is {one}, no result",
            () => found.Fault.Map(cut => $"{path}: {cut}")
        );
}
