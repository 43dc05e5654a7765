using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Families;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Online;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;
using LanguageExt;
using Event = EmFunctional.Runs.RunEvent<EmFunctional.Numerics.Vector>;

namespace EmFunctional.Tests.Journal;

/// <summary>Whoever has kept the rows of a stream proves its journal, and is told at which line it departs.</summary>
public sealed class StreamProofTests : IDisposable
{
    static readonly Mixture _normals = Mixture.Of<Normal>(2);
    static readonly MixtureParameters _start = _normals.At(("mean", [0, 4]), ("standardDeviation", [1, 1])).OrThrow();
    static readonly double[] _rows = [.. _normals.Sample(_start, new Seed(1), 60).Values];

    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    JournalLine[] Lines(RunOptions<MixtureParameters>? options = null)
    {
        var path = _folder.PathTo($"{Guid.NewGuid()}.clef");
        Recorded.RunOnline(path, _normals.OfNumbers(), _rows.ToObservable(), _start, new() { Batch = 10 }, options: options).Subscribe();
        using var stream = File.OpenRead(path);
        return [.. JournalReader.Read(stream).Select(line => line.OrThrow())];
    }

    static Either<EmError, Proof> Prove(JournalLine[] lines, double[]? rows = null) =>
        StreamProof.Of(lines, (Event.Started)lines[0].Event, _normals.OfNumbers().OnChart(), rows ?? _rows);

    static string Found(JournalLine[] lines, double[]? rows = null) =>
        Prove(lines, rows).OrThrow().Discrepancy.Map(found => $"{found}").IfNone("none");

    [Fact]
    public void The_same_rows_give_the_same_run()
    {
        var lines = Lines();
        Assert.Equal(new Proof(Option<Discrepancy>.None, 1, 7, 1, 0), Prove(lines).OrThrow());
        Assert.Equal(new Proof(Option<Discrepancy>.None, 1, 3, 1, 0), Prove(lines[..4]).OrThrow());
        // A resumption changes nothing.
        var resumed = lines[3] with
        {
            Event = new Event.Resumed(RunEnvironment.Unknown, 0),
        };
        Assert.Equal("none", Found([.. lines[..3], resumed, .. lines[3..]]));
        // What a run came from is part of what it is.
        var parent = new RunParent(new Hash256(1, 2, 3, 4), 3, "rule");
        Assert.Equal("none", Found(Lines(new() { Seed = 7, Parent = parent })));
    }

    [Fact]
    public void Other_rows_are_found_where_they_tell()
    {
        var lines = Lines();
        double[] other = [.. _rows];
        other[25] += 1;
        Assert.StartsWith("iteration 3, ", Found(lines, other), StringComparison.Ordinal);
        Assert.Equal(
            "iteration 4, what happened: recorded iteration 4, recomputed the stream ended after 3 batches (line 6)",
            Found(lines, _rows[..30])
        );
        Assert.EndsWith(", recomputed iteration 7 (line 9)", Found(lines, [.. _rows, .. _rows]), StringComparison.Ordinal);
        Assert.StartsWith(
            "iteration 6, what happened: recorded the stream ended",
            Found(lines, [.. _rows, .. _rows]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_recorded_and_did_not_happen_is_found()
    {
        var lines = Lines();
        var failed = lines[3] with { Event = new Event.Failed(new EmError.NoWeight()) };
        Assert.Equal(
            "iteration 1, what happened: recorded failed, NoWeight, recomputed iteration 2 (line 4)",
            Found([.. lines[..3], failed])
        );
        Assert.Equal(
            $"iteration 6, what happened: recorded {((Event.Stopped)lines[^1].Event).Reason}, recomputed nothing (line 9)",
            Found([.. lines, lines[^1]])
        );
        var again = Found([.. lines[..3], lines[0]]);
        Assert.StartsWith(
            $"iteration 1, what happened: recorded a run began, {lines[0].Run}, recomputed ",
            again,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_fails_here_and_did_not_there_is_its_error()
    {
        var lines = Lines();
        double[] bad = [.. _rows];
        bad[35] = double.PositiveInfinity;
        Assert.True(Prove(lines, bad).IsLeft);
        var unknown = ((Event.Started)lines[0].Event) with
        {
            Specification = ((Event.Started)lines[0].Event).Specification with { Algorithm = "plain" },
        };
        Assert.True(StreamProof.Of(lines, unknown, _normals.OfNumbers().OnChart(), _rows).IsLeft);
    }
}
