using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Recorder;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Stores.Tests.Support;

/// <summary>Runs to record.</summary>
static class Sample
{
    public static Problem<Vector> Coins { get; } = Problems.Of("coins").Problem;

    public static Vector Start { get; } = Problems.Of("coins").Start;

    public static StopRule Rule { get; } = StopRule.Iterations(30);

    /// <summary>The events of the run, without a journal.</summary>
    public static RunEvent<Vector>[] Events { get; } = [.. Em.Events(Coins, Start, Rule)];

    public static TraceDigest Trace { get; } = TraceOf(Events);

    /// <summary>The trace at the end of a run that has one.</summary>
    public static TraceDigest TraceOf(IEnumerable<RunEvent<Vector>> events) => events.OfType<RunEvent<Vector>.Stopped>().Last().Trace;

    /// <summary>What is read from a journal, to its end or to what cannot be read.</summary>
    public static Either<JournalError, JournalLine>[] Lines(JournalPlace place)
    {
        using var stream = place.Open().OrThrow();
        return [.. JournalReader.Read(stream)];
    }

    /// <summary>The trace digest of a whole journal.</summary>
    public static TraceDigest TraceOf(JournalPlace place) => TraceOf(Lines(place).Select(line => line.OrThrow().Event));

    static readonly ModelEntry _mixture = Registry.Standard.Find("gaussian-mixture").OrThrow();

    public static Validation<EmError, OpenedModel> Open(Arr<ModelOption> options) =>
        _mixture.Open(
            new(
                CsvTable.Read(
                    new StringReader(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", "faithful.csv"))),
                    "faithful.csv"
                ),
                ColumnChoice.Default,
                options
            )
        );

    /// <summary>A fit of several starts.</summary>
    public static ModelFit Fit() =>
        ModelFit
            .Of(
                _mixture,
                Open(_mixture.Resolve(Prelude.Seq1(new ModelOption("components", "3"))).OrThrow()).OrThrow(),
                new() { Starts = 4, Seed = 3 }
            )
            .OrThrow();
}
