using System.Collections.Generic;
using System.Linq;
using System.Text;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;
using LanguageExt;
using static EmFunctional.Tests.Support.Altered;

namespace EmFunctional.Tests.Journal;

/// <summary>
/// Journals with flipped bits. Reading gives what was recorded before the fault, and a typed error; without seals some flips can be read, and then the proof
/// finds them. Not proved without seals are times, templates and levels, the environment, what was torn, and the words of a failure.
/// </summary>
public sealed class FlipTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static RunEvent<Vector>[] Events(IEnumerable<JournalLine> lines) => [.. lines.Select(line => line.Event)];

    // One bit of every so many bytes.
    static IEnumerable<byte[]> Flips(byte[] bytes, int stride)
    {
        for (var at = 0; at < bytes.Length; at += stride)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[at] ^= (byte)(1 << ((at * 7 + at / stride + 3) % 8));
            yield return flipped;
        }
    }

    [Theory]
    [InlineData("plain", 1)]
    [InlineData("accelerated", 17)]
    [InlineData("resumed", 23)]
    [InlineData("tournament", 97)]
    public void Of_a_sealed_journal_no_bit_can_be_other_than_it_was_written(string kind, int stride)
    {
        var bytes = _folder.Recorded(kind);
        var whole = Events(Read(bytes).Lines);
        foreach (var flipped in Flips(bytes, stride))
        {
            var (lines, fault) = Read(flipped);
            Assert.True(fault.IsSome && lines.Length < whole.Length);
            Assert.Equal(whole[..lines.Length], Events(lines));
        }
    }

    [Theory]
    [InlineData("plain", 7, 100)]
    [InlineData("plain", 5, 6)] // interrupted: no digest at its end
    [InlineData("accelerated", 3, 100)]
    [InlineData("resumed", 29, 100)]
    [InlineData("tournament", 89, 1000)]
    public void Without_seals_a_flipped_bit_is_an_error_or_found_by_the_proof_or_in_what_is_not_proved(string kind, int stride, int most)
    {
        var text = Encoding.UTF8.GetString(Unsealed(_folder.Recorded(kind)));
        var bytes = Encoding.UTF8.GetBytes(string.Concat(text.TrimEnd('\n').Split('\n').Take(most).Select(line => line + "\n")));
        var whole = Events(Read(bytes).Lines).Select(Proved).ToArray();
        var (errors, found, same) = (0, 0, 0);
        foreach (var flipped in Flips(bytes, stride))
        {
            var (lines, fault) = Read(flipped);
            if (fault.IsSome)
                errors++;
            else if (IsDisproved(lines))
                found++;
            else
            {
                Assert.Equal(whole, Events(lines).Select(Proved));
                same++;
            }
        }
        Assert.True(errors > 0 && same > 0 && found > 0, $"{errors} errors, {found} disproved, {same} in what is not proved");
    }

    bool IsDisproved(JournalLine[] lines) =>
        JournalProof
            .Of(lines, run => Algorithm.Find<Vector>(run.Algorithm).Map(algorithm => new Recomputation(_folder.Coins.OnChart(), algorithm)))
            .Match(Right: proof => proof.Discrepancy.IsSome, Left: _ => true);

    static RunEvent<Vector> Proved(RunEvent<Vector> happened) =>
        happened switch
        {
            RunEvent<Vector>.Started e => e with
            {
                Environment = RunEnvironment.Unknown,
                Read = EmFunctional.Modelling.DataDescription.Unknown,
            },
            RunEvent<Vector>.Resumed => new RunEvent<Vector>.Resumed(RunEnvironment.Unknown, 0),
            _ => happened,
        };
}
