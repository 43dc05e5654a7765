using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tokenisation.Training;

/// <summary>What a pruning did.</summary>
/// <param name="Left">The pieces that are left, with the probabilities that they had.</param>
/// <param name="Before">How many there were.</param>
/// <param name="Unused">How many went because the likeliest cutting of the text has none of them.</param>
/// <param name="Composed">How many went because other pieces make them with a higher probability.</param>
/// <param name="Lost">How many went because the text loses least without them.</param>
/// <param name="Tokens">The pieces of the text in its likeliest cutting before.</param>
public sealed record Pruning(ScoredPieces Left, int Before, int Unused, int Composed, int Lost, double Tokens)
{
    /// <summary>Whether a piece stays, and if so at what loss.</summary>
    /// <param name="Kind">What was found.</param>
    /// <param name="Loss">What the text loses in a piece's place, in nats per unit of text.</param>
    internal readonly record struct Judgement(PieceFate Kind, double Loss);

    /// <summary>
    /// Drops pieces: those that no likeliest cutting has, those that others compose better, and of the rest those without which the log-likelihood falls least,
    /// freqᵢ/n · (ln freqᵢ − ln S − Σⱼ (ln(freqⱼ + freqᵢ) − ln(S + freqᵢ (m − 1)))) over the pieces j that would take the place of i, m of them.
    /// A piece that nothing can replace stays.
    /// </summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="units">The text.</param>
    /// <param name="schedule">Which formula.</param>
    /// <param name="size">How many are to be left.</param>
    /// <param name="executor">What executes the blocks of the text, and of the pieces.</param>
    public static Pruning Of(ScoredPieces pieces, Units units, TrainingSchedule schedule, int size, IBlockExecutor executor)
    {
        var cutting = Segmentation.Of(pieces, units, executor);
        var judged = Judge(pieces, units, schedule, cutting, executor);
        var kept = Where(judged, PieceFate.Irreplaceable).ToList();
        var replaceable = Where(judged, PieceFate.Replaceable).OrderByDescending(i => judged[i].Loss).ThenBy(i => i).ToArray();
        kept.AddRange(replaceable.Take(Math.Max(0, size - kept.Count)));
        return new(
            new(pieces.Lexicon.Select(kept), pieces.Probabilities.Select(kept)),
            pieces.Lexicon.Count,
            Where(judged, PieceFate.Unused).Count(),
            Where(judged, PieceFate.Composed).Count(),
            Math.Max(0, judged.Length - kept.Count - Where(judged, PieceFate.Unused).Count() - Where(judged, PieceFate.Composed).Count()),
            cutting.Tokens
        );
    }

    static IEnumerable<int> Where(Judgement[] judged, PieceFate kind) =>
        Enumerable.Range(0, judged.Length).Where(i => judged[i].Kind == kind);

    const int BlockPieces = 1024;

    internal static Judgement[] Judge(
        ScoredPieces pieces,
        Units units,
        TrainingSchedule schedule,
        Segmentation cutting,
        IBlockExecutor executor
    )
    {
        var (count, scores) = (pieces.Lexicon.Count, BestPath.ScoresOf(pieces.Probabilities));
        var counts = cutting.Counts.Span.ToArray();
        if (schedule.CountsUnknownAsFirst)
            counts[0] += counts[^1];
        var loss = new LossOf(
            counts,
            counts[..^1].Sum(),
            units.Total,
            schedule.Pruning == PruningFormula.AllPieces ? count : null,
            schedule.TokenPrice
        );
        var blocks = (count + BlockPieces - 1) / BlockPieces;
        var judged = executor.Reduce(
            blocks,
            block =>
            {
                var path = new BestPath(pieces.Lexicon, scores);
                var (from, to) = (block * BlockPieces, Math.Min(count, (block + 1) * BlockPieces));
                return Prelude.Right<EmError, Lst<Judgement[]>>(
                    Prelude.List<Judgement[]>([
                        .. Enumerable.Range(from, to - from).Select(i => Judge(i, pieces.Lexicon, path, loss, schedule)),
                    ])
                );
            },
            (a, b) => a + b
        );
        return judged.Match<Judgement[]>(all => [.. all.SelectMany(some => some)], _ => []);
    }

    static Judgement Judge(int piece, Lexicon lexicon, BestPath path, LossOf loss, TrainingSchedule schedule)
    {
        if (loss.Counts[piece] == 0)
            return new(PieceFate.Unused, 0);
        if (path.Of(lexicon[piece]).Length > 1)
            return new(PieceFate.Composed, 0);
        var others = path.Of(lexicon[piece], isWhole: false);
        if (others.IsEmpty || (!schedule.CountsUnknownAsFirst && others.Contains(lexicon.Count)))
            return new(PieceFate.Irreplaceable, 0);
        return new(PieceFate.Replaceable, loss.Of(piece, others));
    }

    // What the log-likelihood of a unit of the text loses, on average, if other pieces take the place of one.
    sealed record LossOf(double[] Counts, double Sum, double Units, int? Alternatives, double Price)
    {
        public double Of(int piece, ReadOnlySpan<int> others)
        {
            var count = Counts[piece];
            var whole = Elementary.Log(Sum + count * ((Alternatives ?? others.Length) - 1));
            var alternative = 0.0;
            foreach (var other in others)
                alternative += Elementary.Log(Counts[other == Counts.Length - 1 ? 0 : other] + count) - whole;
            return count / Units * (Elementary.Log(count) - Elementary.Log(Sum) - alternative + Price * (others.Length - 1));
        }
    }
}

/// <summary>What a pruning finds of a piece.</summary>
enum PieceFate
{
    /// <summary>No likeliest cutting of the text has it.</summary>
    Unused,

    /// <summary>Other pieces make it with a higher probability.</summary>
    Composed,

    /// <summary>Other pieces would take its place.</summary>
    Replaceable,

    /// <summary>Nothing could.</summary>
    Irreplaceable,
}
