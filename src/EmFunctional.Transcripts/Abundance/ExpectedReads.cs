using System.Collections.Immutable;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>
/// The statistics of the E-step: how many reads are expected to come from each transcript, as parts that are added up only at the end, in the order of the
/// blocks. So no block pays for transcripts that it does not touch.
/// </summary>
sealed class ExpectedReads
{
    readonly int _transcripts;
    readonly int[] _places;
    readonly double[] _values;
    readonly ExpectedReads? _left;
    readonly ExpectedReads? _right;

    ExpectedReads(int transcripts, int[] places, double[] values, ExpectedReads? left, ExpectedReads? right) =>
        (_transcripts, _places, _values, _left, _right) = (transcripts, places, values, left, right);

    /// <summary>A part.</summary>
    /// <param name="transcripts">T.</param>
    /// <param name="places">The transcripts of the part [L].</param>
    /// <param name="values">The reads expected of each [L].</param>
    public static ExpectedReads Of(int transcripts, int[] places, double[] values) => new(transcripts, places, values, null, null);

    /// <summary>S ⊕ S′.</summary>
    public static ExpectedReads Join(ExpectedReads left, ExpectedReads right) => new(left._transcripts, [], [], left, right);

    /// <summary>The reads expected of each transcript [T], added up from the first part to the last.</summary>
    public Vector ToVector() => Vector.Fill(_transcripts, this, static (into, parts) => parts.AddTo(into));

    /// <summary>How the parts add up.</summary>
    /// <param name="transcripts">T.</param>
    public static Statistics<ExpectedReads> StatisticsOf(int transcripts)
    {
        int[] all = [.. ImmutableArray.CreateRange(System.Linq.Enumerable.Range(0, transcripts))];
        return new(
            Join,
            (a, reads) => Of(transcripts, all, (a * reads.ToVector()).Span.ToArray()),
            reads => reads.ToVector(),
            flat => Of(transcripts, all, flat.Span.ToArray())
        );
    }

    void AddTo(Span<double> into)
    {
        _left?.AddTo(into);
        _right?.AddTo(into);
        for (var i = 0; i < _places.Length; i++)
            into[_places[i]] += _values[i];
    }
}
