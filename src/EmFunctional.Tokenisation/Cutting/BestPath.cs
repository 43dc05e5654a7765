using System.Collections.Generic;
using EmFunctional.Tokenisation.Normalisation;

namespace EmFunctional.Tokenisation.Cutting;

/// <summary>
/// The most probable sequence of pieces: the best path to a place is the best over the pieces that end there of the path to their begin, and their score.
/// Of equal ones that with the longest last piece. The rounding is that of SentencePiece, so that near-equal paths are told apart alike.
/// </summary>
/// <remarks>Source: Viterbi (1967), IEEE Transactions on Information Theory 13:260; Kudo (2018), Subword Regularization, ACL.</remarks>
sealed class BestPath(PieceIndex pieces)
{
    Node[] _nodes = [];
    readonly List<Cut> _cuts = [];

    struct Node
    {
        public float Score;
        public int Begin;
        public int Id;
    }

    /// <summary>The pieces of a text, until this is called again.</summary>
    /// <param name="text">The normalised text in UTF-8.</param>
    public IReadOnlyList<Cut> Of(ReadOnlySpan<byte> text)
    {
        if (_nodes.Length <= text.Length)
            _nodes = new Node[Math.Max(2 * _nodes.Length, text.Length + 1)];
        _nodes.AsSpan(0, text.Length + 1).Fill(new Node { Begin = -1 });
        for (int begin = 0, next; begin < text.Length; begin = next)
        {
            next = begin + Utf8.Length(text[begin..], out _);
            var (sofar, at, hasSingle) = (_nodes[begin].Score, pieces.Root, false);
            for (var end = begin; end < text.Length; )
            {
                var id = pieces.Step(ref at, text[end++]);
                if (id == -2)
                    break;
                if (id < 0)
                    continue;
                hasSingle |= end == next;
                Offer(begin, end, id, pieces.Score(id, end - begin) + sofar);
            }
            if (!hasSingle)
                Offer(begin, next, pieces.UnknownId, (double)pieces.UnknownScore + sofar);
        }
        _cuts.Clear();
        for (var end = text.Length; end > 0; end = _nodes[end].Begin)
            _cuts.Add(new(_nodes[end].Begin, end, _nodes[end].Id));
        _cuts.Reverse();
        return _cuts;
    }

    void Offer(int begin, int end, int id, double score)
    {
        ref var node = ref _nodes[end];
        if (node.Begin < 0 || score > node.Score)
            node = new()
            {
                Score = (float)score,
                Begin = begin,
                Id = id,
            };
    }
}
