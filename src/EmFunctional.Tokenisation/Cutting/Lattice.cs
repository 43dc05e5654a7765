using System.Collections.Generic;
using System.Runtime.InteropServices;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation.Normalisation;

namespace EmFunctional.Tokenisation.Cutting;

/// <summary>All ways to cut a text into pieces: an arc for each piece at each place where it stands; where no single character is a piece, one for the unknown.</summary>
/// <remarks>Source: Kudo (2018), Subword Regularization, ACL.</remarks>
sealed class Lattice
{
    readonly List<Arc> _arcs = [];
    readonly List<int> _firstArcs = [];
    readonly int[] _placeOfByte;

    /// <summary>A piece at a place.</summary>
    /// <param name="From">The place before it, from 0: how many characters.</param>
    /// <param name="To">The place behind it.</param>
    /// <param name="Id">The piece.</param>
    /// <param name="Score">Its ln p.</param>
    public readonly record struct Arc(int From, int To, int Id, double Score);

    /// <summary>The lattice of a text.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="text">The normalised text in UTF-8.</param>
    public Lattice(PieceIndex pieces, ReadOnlySpan<byte> text)
    {
        _placeOfByte = new int[text.Length + 1];
        var places = new List<int>();
        for (var at = 0; at < text.Length; at += Utf8.Length(text[at..], out _))
        {
            _placeOfByte[at] = places.Count;
            places.Add(at);
        }
        _placeOfByte[text.Length] = places.Count;
        places.Add(text.Length);
        for (var from = 0; from + 1 < places.Count; from++)
        {
            _firstArcs.Add(_arcs.Count);
            AddFrom(pieces, text, from, places);
        }
        _firstArcs.Add(_arcs.Count);
        Bytes = [.. places];
    }

    /// <summary>How many characters the text has.</summary>
    public int Characters => Bytes.Length - 1;

    /// <summary>The byte at which each place is.</summary>
    public int[] Bytes { get; }

    /// <summary>The arcs from a place.</summary>
    /// <param name="place">The place.</param>
    public ReadOnlySpan<Arc> From(int place) => CollectionsMarshal.AsSpan(_arcs)[_firstArcs[place].._firstArcs[place + 1]];

    /// <summary>The arcs to each place.</summary>
    public List<Arc>[] ByEnd()
    {
        var byEnd = new List<Arc>[Characters + 1];
        for (var place = 0; place <= Characters; place++)
            byEnd[place] = [];
        foreach (var arc in _arcs)
            byEnd[arc.To].Add(arc);
        return byEnd;
    }

    /// <summary>αₜ = ln Σ exp(θ · score) over all paths to each place: αₜ = ln Σₐ exp(α of the arc's begin + θ · its score), over the arcs to it.</summary>
    /// <param name="theta">θ: below 1 the paths become more alike.</param>
    /// <param name="shift">Added to each score.</param>
    public double[] Forward(double theta, double shift = 0)
    {
        var alpha = new double[Characters + 1];
        Array.Fill(alpha, double.NegativeInfinity);
        alpha[0] = 0;
        for (var place = 0; place < Characters; place++)
            foreach (var arc in From(place))
                alpha[arc.To] = LogSum(alpha[arc.To], alpha[place] + (theta * (arc.Score + shift)));
        return alpha;
    }

    static double LogSum(double a, double b) =>
        double.IsNegativeInfinity(a) ? b : Math.Max(a, b) + Elementary.Log1p(Elementary.Exp(-Math.Abs(a - b)));

    void AddFrom(PieceIndex pieces, ReadOnlySpan<byte> text, int from, List<int> places)
    {
        var (begin, at, hasSingle) = (places[from], pieces.Root, false);
        for (var end = begin; end < text.Length; )
        {
            var id = pieces.Step(ref at, text[end++]);
            if (id == -2)
                break;
            if (id < 0)
                continue;
            var to = _placeOfByte[end];
            hasSingle |= to == from + 1;
            _arcs.Add(new(from, to, id, pieces.Score(id, to - from)));
        }
        if (!hasSingle)
            _arcs.Add(new(from, from + 1, pieces.UnknownId, pieces.UnknownScore));
    }
}
