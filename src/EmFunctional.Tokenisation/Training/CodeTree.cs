using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace EmFunctional.Tokenisation.Training;

/// <summary>
/// The begins of all pieces as a tree in one array: the child of a node by a code is at the node's base plus the code, if that place says it is the node's.
/// Source: Aoe (1989), An efficient digital search algorithm by using a double-array structure, IEEE Transactions on Software Engineering 15:1066.
/// </summary>
sealed class CodeTree
{
    public const int Root = 1;
    public const int None = -1;

    /// <summary>A place of the array.</summary>
    /// <param name="Base">Where the children are; 0 of a leaf.</param>
    /// <param name="Parent">Whose child it is; 0 of a place that is free.</param>
    /// <param name="Piece">The piece that ends here.</param>
    public record struct Node(int Base, int Parent, int Piece);

    readonly Node[] _nodes;

    CodeTree(Node[] nodes) => _nodes = nodes;

    /// <summary>The places; from any base there are as many as there are codes.</summary>
    public ReadOnlySpan<Node> Nodes => _nodes;

    /// <summary>The tree of some pieces, all different.</summary>
    public static CodeTree Of(int[][] pieces, int codes)
    {
        var order = Enumerable.Range(0, pieces.Length).ToArray();
        Array.Sort(order, (a, b) => pieces[a].AsSpan().SequenceCompareTo(pieces[b]));
        return new(new Builder(pieces, order, codes).Build());
    }

    // Places children level by level, each family where all its codes fall on free places.
    sealed class Builder(int[][] pieces, int[] order, int codes)
    {
        // So many places are looked at for a family before it goes behind all others.
        const int MostTries = 256;

        Node[] _nodes = new Node[2 * codes + 4];
        int _first = 2;
        int _last = Root;

        public Node[] Build()
        {
            _nodes[Root] = new(0, Root, None);
            var families = new Queue<(int Node, int From, int To, int Depth)>();
            families.Enqueue((Root, 0, order.Length, 0));
            while (families.TryDequeue(out var family))
                Place(family.Node, family.From, family.To, family.Depth, families.Enqueue);
            Array.Resize(ref _nodes, _last + codes + 1);
            return _nodes;
        }

        void Place(int node, int from, int to, int depth, Action<(int, int, int, int)> enqueue)
        {
            if (from < to && pieces[order[from]].Length == depth)
                _nodes[node].Piece = order[from++];
            if (from == to)
                return;
            var children = new List<(int Code, int From)>();
            for (var i = from; i < to; i++)
                if (children.Count == 0 || children[^1].Code != pieces[order[i]][depth])
                    children.Add((pieces[order[i]][depth], i));
            var at = FindBase(children);
            _nodes[node].Base = at;
            for (var c = 0; c < children.Count; c++)
            {
                var child = at + children[c].Code;
                _nodes[child] = new(0, node, None);
                _last = Math.Max(_last, child);
                enqueue((child, children[c].From, c + 1 < children.Count ? children[c + 1].From : to, depth + 1));
            }
            while (_nodes[_first].Parent != 0)
                Grow(++_first);
        }

        int FindBase(List<(int Code, int From)> children)
        {
            var (first, tries) = (children[0].Code, 0);
            for (var place = Math.Max(_first, first + 1); ; place++)
            {
                Grow(place + codes);
                if (++tries > MostTries)
                    place = Math.Max(place, _last + 1);
                else if (!IsFree(place))
                    continue;
                Grow(place + codes);
                if (AreFree(place - first, CollectionsMarshal.AsSpan(children)))
                    return place - first;
            }
        }

        bool AreFree(int at, ReadOnlySpan<(int Code, int From)> children)
        {
            foreach (var child in children)
                if (!IsFree(at + child.Code))
                    return false;
            return true;
        }

        bool IsFree(int place) => _nodes[place].Parent == 0;

        void Grow(int place)
        {
            if (place >= _nodes.Length)
                Array.Resize(ref _nodes, Math.Max(2 * _nodes.Length, place + 1));
        }
    }
}
