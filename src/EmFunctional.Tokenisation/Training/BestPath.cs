using System.Runtime.CompilerServices;
using EmFunctional.Numerics;

namespace EmFunctional.Tokenisation.Training;

/// <summary>The likeliest way to cut a text into pieces. Of equal ones that whose last piece is longest. Source: Viterbi (1967).</summary>
/// <remarks>One thread uses it for one text after the other.</remarks>
sealed class BestPath
{
    readonly Lexicon _lexicon;
    readonly double[] _scores;
    double[] _best = [];
    int[] _from = [];
    int[] _piece = [];
    int[] _path = [];

    /// <param name="lexicon">The pieces.</param>
    /// <param name="scores">ln p of each, behind them that of an unknown character.</param>
    public BestPath(Lexicon lexicon, double[] scores) => (_lexicon, _scores) = (lexicon, scores);

    /// <summary>ln p of all pieces and of an unknown character.</summary>
    public static double[] ScoresOf(Vector probabilities)
    {
        var scores = UnigramModel.WeightsOf(probabilities, UnigramModel.UnknownOf(probabilities));
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Elementary.Log(scores[i]);
        return scores;
    }

    /// <summary>The pieces of the path in order; the number behind all pieces is an unknown character. Until the next path is asked for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isWhole">Whether the text may be one piece.</param>
    /// <returns>The path; none where there is none.</returns>
    public ReadOnlySpan<int> Of(ReadOnlySpan<int> text, bool isWhole = true)
    {
        Search(text, isWhole);
        if (double.IsNegativeInfinity(_best[text.Length]))
            return [];
        var at = _path.Length;
        for (var end = text.Length; end > 0; end = _from[end])
            _path[--at] = _piece[end];
        return _path.AsSpan(at);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Search(ReadOnlySpan<int> text, bool isWhole)
    {
        Room(text.Length);
        var (best, longest) = (_best, _lexicon.Longest);
        var nodes = _lexicon.Tree.Nodes;
        best.AsSpan(0, text.Length + 1).Fill(double.NegativeInfinity);
        best[0] = 0;
        for (var begin = 0; begin < text.Length; begin++)
        {
            var here = best[begin];
            if (double.IsNegativeInfinity(here))
                continue;
            var (node, hasOne) = (CodeTree.Root, false);
            for (int end = begin, last = Math.Min(text.Length, begin + longest); end < last; end++)
            {
                var child = nodes[node].Base + text[end];
                ref readonly var at = ref nodes[child];
                if (at.Parent != node)
                    break;
                node = child;
                if (at.Piece < 0 || double.IsNegativeInfinity(_scores[at.Piece]))
                    continue;
                hasOne |= end == begin;
                if (isWhole || end - begin + 1 < text.Length)
                    Reach(end + 1, here + _scores[at.Piece], begin, at.Piece);
            }
            if (!hasOne)
                Reach(begin + 1, here + _scores[^1], begin, _lexicon.Count);
        }
    }

    void Reach(int end, double score, int from, int piece)
    {
        if (score > _best[end])
            (_best[end], _from[end], _piece[end]) = (score, from, piece);
    }

    void Room(int length)
    {
        if (_best.Length > length)
            return;
        var room = Math.Max(length + 1, 2 * _best.Length);
        (_best, _from, _piece, _path) = (new double[room], new int[room], new int[room], new int[room]);
    }
}
