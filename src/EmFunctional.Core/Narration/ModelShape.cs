using System.Diagnostics;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Narration;

/// <summary>What a model looks like over its data: what pictures are drawn from. Parameters are the flat vector of the chart.</summary>
public abstract record ModelShape
{
    ModelShape() { }

    /// <summary>Components as curves over a line.</summary>
    /// <param name="X">What the line measures.</param>
    /// <param name="Y">What the heights of the curves measure.</param>
    /// <param name="Kind">What the curves are.</param>
    /// <param name="Values">Where each row lies on the line, NaN where that is not known [n]; empty where there are no rows.</param>
    /// <param name="Weight">How often each row counts.</param>
    /// <param name="At">The curves at θ.</param>
    public sealed record OnLine(string X, string Y, CurveKind Kind, Vector Values, Func<int, double> Weight, Func<Vector, Curves> At)
        : ModelShape;

    /// <summary>Components as normal distributions over several columns.</summary>
    /// <param name="Columns">What the columns are called [d].</param>
    /// <param name="Values">The rows, NaN where a number is missing [n×d, row by row].</param>
    /// <param name="At">The components at θ [K].</param>
    public sealed record InSpace(Arr<string> Columns, Vector Values, Func<Vector, Arr<Cloud>> At) : ModelShape;

    /// <summary>States behind the places of sequences.</summary>
    /// <param name="Columns">What may be observed at a place [d].</param>
    /// <param name="Sequences">For each sequence what was observed at each place, NaN where it is missing [T×d, place by place].</param>
    /// <param name="At">Given θ and a sequence, how likely each state is at each place [T×S, place by place].</param>
    public sealed record AlongSequences(Arr<SeenColumn> Columns, Arr<Vector> Sequences, Func<Vector, int, Vector> At) : ModelShape;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(Func<OnLine, T> onLine, Func<InSpace, T> inSpace, Func<AlongSequences, T> alongSequences) =>
        this switch
        {
            OnLine shape => onLine(shape),
            InSpace shape => inSpace(shape),
            AlongSequences shape => alongSequences(shape),
            _ => throw new UnreachableException(),
        };
}

/// <summary>A column that was observed along sequences.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Levels">What its numbers 0, 1 … stand for, where it is of texts, such as symbols.</param>
public sealed record SeenColumn(string Name, Arr<string> Levels);

/// <summary>What the curves of components are.</summary>
public enum CurveKind
{
    /// <summary>Weighted densities, whose sum is that of the rows.</summary>
    Density,

    /// <summary>Weighted probabilities of the whole numbers from 0.</summary>
    Probability,

    /// <summary>Likelihoods of a number from 0 to 1, each relative to its largest.</summary>
    Likelihood,
}

/// <summary>The curves of all components at some parameters.</summary>
/// <param name="Centres">Where each is centred [K].</param>
/// <param name="Heights">How high each is at a place [K].</param>
public sealed record Curves(Vector Centres, Func<double, Vector> Heights)
{
    /// <summary>Likelihoods xᵃ(1 − x)ᵇ of shares x, each relative to its largest, which is at a/(a + b).</summary>
    /// <param name="centres">Where the parameters are [K].</param>
    /// <param name="hits">a ≥ 0 [K].</param>
    /// <param name="misses">b ≥ 0 [K].</param>
    internal static Curves OfShares(Vector centres, Vector hits, Vector misses)
    {
        static double Log(double a, double b, double x) => SpecialFunctions.XLogY(a, x) + SpecialFunctions.XLogY(b, 1 - x);
        var largest = hits.Zip(misses, (a, b) => a + b > 0 ? Log(a, b, a / (a + b)) : 0);
        return new(centres, x => Vector.Of(hits.Count, k => Elementary.Exp(Log(hits[k], misses[k], x) - largest[k])));
    }
}

/// <summary>A normal distribution as a cloud of points.</summary>
/// <param name="Mean">μ [d].</param>
/// <param name="Covariance">Σᵢⱼ.</param>
public sealed record Cloud(Vector Mean, Func<int, int, double> Covariance);
