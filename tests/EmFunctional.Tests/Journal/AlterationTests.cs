using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Text;
using System.Text.RegularExpressions;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;
using LanguageExt;
using static EmFunctional.Tests.Support.Altered;

namespace EmFunctional.Tests.Journal;

/// <summary>
/// Journals with cut bytes, and lines doubled, exchanged and left out. Reading gives what was recorded before the fault, and a typed error; what is in a
/// journal and does not come out of its run is found by the proof.
/// </summary>
public sealed class AlterationTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static RunEvent<Vector>[] Events(IEnumerable<JournalLine> lines) => [.. lines.Select(line => line.Event)];

    [Theory]
    [InlineData("plain", true)]
    [InlineData("plain", false)]
    [InlineData("accelerated", false)]
    [InlineData("tournament", true)]
    [InlineData("tournament", false)]
    public void Lines_doubled_exchanged_or_left_out_end_what_is_read_with_or_without_seals(string kind, bool isSealed)
    {
        var bytes = _folder.Recorded(kind);
        bytes = isSealed ? bytes : Unsealed(bytes);
        var whole = Events(Read(bytes).Lines);
        foreach (var (what, altered) in Rearranged(bytes))
        {
            var (lines, fault) = Read(altered);
            Assert.True(fault.Exists(error => error.IsAlteration), $"{what}: {fault}");
            Assert.True(whole[..lines.Length].SequenceEqual(Events(lines)), what);
        }
    }

    [Theory]
    [InlineData("plain", true)]
    [InlineData("tournament", false)]
    public void What_is_cut_off_is_a_shorter_journal(string kind, bool isSealed)
    {
        var bytes = isSealed ? _folder.Recorded(kind) : Unsealed(_folder.Recorded(kind));
        var (whole, ends) = (Events(Read(bytes).Lines), Ends(bytes).ToHashSet());
        for (var cut = 0; cut < bytes.Length; cut += isSealed ? 11 : 211)
        {
            var (lines, fault) = Read(bytes[..cut]);
            Assert.Equal(whole[..lines.Length], Events(lines));
            Assert.Equal(cut > 0 && !ends.Contains(cut), fault.Exists(error => error is JournalError.CutLine));
        }
    }

    bool IsDisproved(JournalLine[] lines) =>
        JournalProof
            .Of(lines, run => Algorithm.Find<Vector>(run.Algorithm).Map(algorithm => new Recomputation(_folder.Coins.OnChart(), algorithm)))
            .Match(Right: proof => proof.Discrepancy.IsSome, Left: _ => true);

    [Fact]
    public void What_stands_behind_a_seal_or_under_an_equal_name_is_not_believed()
    {
        var lines = Encoding.UTF8.GetString(_folder.Recorded("plain")).TrimEnd('\n').Split('\n');
        JournalError FaultOf(Func<string, string> alter, bool isSealed = true)
        {
            var altered = string.Concat(lines.Select((line, i) => (i == 4 ? alter(line) : line) + "\n"));
            var bytes = Encoding.UTF8.GetBytes(altered);
            return Read(isSealed ? bytes : Unsealed(bytes)).Fault.IfNone(() => throw new InvalidOperationException("nothing was found"));
        }
        Assert.Equal(new JournalError.NoSeal(5), FaultOf(line => line[..^1] + ",\"Objective\":-1}"));
        Assert.Equal(new JournalError.NoSeal(5), FaultOf(line => line[..^1] + " }"));
        Assert.Equal(new JournalError.NoSeal(5), FaultOf(line => line + "\r"));
        Assert.IsType<JournalError.BrokenSeal>(
            FaultOf(line => line.Replace("\"Slack\"", "\"Objective\":-1,\"Slack\"", StringComparison.Ordinal))
        );
        var twice = FaultOf(
            line => line.Replace("\"Slack\"", "\"Objectiv\\u0065\":-1,\"Slack\"", StringComparison.Ordinal),
            isSealed: false
        );
        Assert.Equal(new JournalError.Garbled(5, 0, "JSON with one name twice"), twice);
        // Without its own seal, the first line does not do away with the others'.
        var first = string.Concat(
            lines.Select((line, i) => (i == 0 ? line.Replace("\"Seal\"", "\"Sgal\"", StringComparison.Ordinal) : line) + "\n")
        );
        Assert.Equal(
            new JournalError.NoSeal(1),
            Read(Encoding.UTF8.GetBytes(first)).Fault.IfNone(() => throw new InvalidOperationException())
        );
        var once = JournalReader.Read(new OnceStream(Encoding.UTF8.GetBytes(first))).Lefts().Single();
        Assert.Equal(new JournalError.BrokenSeal(2), once);
    }

    sealed class OnceStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    [Theory]
    [InlineData("\"Objective\":-", "\"Objective\":-1e999,\"x\":-", "Objective")]
    [InlineData("\"@mt\":\"", "\"@mt\":\"\u00ff", "UTF-8")]
    [InlineData("\"Event\":\"iterated\"", "\"Event\":\"\\ud800\"", "a text with half of a surrogate pair")]
    [InlineData("\"Parameters\"", "\"\\udc00\":1,\"Parameters\"", "a text with half of a surrogate pair")]
    [InlineData("\"Parameters\":[", "\"Parameters\":[[", "JSON")]
    public void Bytes_that_are_no_text_or_no_number_are_an_error_with_their_line(string text, string other, string what)
    {
        var lines = Encoding.UTF8.GetString(Unsealed(_folder.Recorded("plain"))).Split('\n');
        Assert.Contains(text, lines[3], StringComparison.Ordinal);
        lines[3] = lines[3].Replace(text, other, StringComparison.Ordinal);
        // A letter of Latin-1 alone is no UTF-8.
        var (read, fault) = Read(Encoding.Latin1.GetBytes(string.Join('\n', lines)));
        Assert.Equal(3, read.Length);
        var garbled = Assert.IsType<JournalError.Garbled>(fault.IfNone(() => throw new InvalidOperationException()));
        Assert.Equal((4, what), (garbled.Line, garbled.What));
    }

    [Fact]
    public void The_stop_the_seed_and_the_start_of_every_run_are_proved()
    {
        var lines = Read(Unsealed(_folder.Recorded("tournament"))).Lines;
        var text = string.Join('\n', File.ReadLines(_folder.PathTo("coins.clef"))) + "\n";
        Assert.False(IsDisproved(lines));
        // Each run's stop, not only the last's.
        foreach (var (line, i) in lines.Select((line, i) => (line, i)).Where(one => one.line.Event is RunEvent<Vector>.Stopped))
        {
            var stopped = (RunEvent<Vector>.Stopped)line.Event;
            JournalLine[] forged = [.. lines];
            forged[i] = line with { Event = stopped with { Reason = new StopReason.Converged("aitken", 1e-9, 1e-6) } };
            Assert.True(IsDisproved(forged), $"line {i + 1}");
        }
        // A winner that does not begin where its contestant ended, under an identity that fits.
        var at = Array.FindLastIndex(lines, line => line.Event is RunEvent<Vector>.Started);
        var specification = ((RunEvent<Vector>.Started)lines[at].Event).Specification with { Start = [0.5, 0.5, 0.5, 0.4] };
        JournalLine[] elsewhere =
        [
            .. lines.Take(at),
            lines[at] with
            {
                Run = specification.Id,
                Event = new RunEvent<Vector>.Started(
                    1,
                    specification.Id,
                    specification,
                    RunEnvironment.Unknown,
                    EmFunctional.Modelling.DataDescription.Unknown
                )
                {
                    Hashes = ((RunEvent<Vector>.Started)lines[at].Event).Hashes,
                },
            },
        ];
        Assert.True(IsDisproved(elsewhere));
        // The identity holds the seed; it is computed anew wherever a journal is read.
        var seeded = Encoding
            .UTF8.GetString(Unsealed(Encoding.UTF8.GetBytes(text)))
            .Replace("\"Seed\":7", "\"Seed\":8", StringComparison.Ordinal);
        Assert.Contains(
            "identity",
            Read(Encoding.UTF8.GetBytes(seeded)).Fault.Map(error => error.ToString()).IfNone(""),
            StringComparison.Ordinal
        );
    }
}
