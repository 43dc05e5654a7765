using System.Collections.Generic;
using System.Linq;
using EmFunctional.Inference;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>Standard errors and intervals of any function of the parameters, by samples.</summary>
/// <param name="Names">The parameters, as the chart names them.</param>
/// <param name="Estimate">θ of the first fit.</param>
/// <param name="Samples">What was found in the samples, in their order.</param>
/// <param name="Interval">Which interval.</param>
public sealed record BootstrapErrors(Arr<string> Names, Vector Estimate, IReadOnlyList<BootstrapSample> Samples, BootstrapInterval Interval)
{
    readonly Vector[] _found = [.. Samples.SelectMany(sample => sample.Parameters.ToArray())];

    /// <summary>How the samples were drawn.</summary>
    public BootstrapKind Kind { get; init; }

    /// <summary>Whether sequences were drawn instead of rows.</summary>
    public bool AreSequences { get; init; }

    /// <summary>
    /// Standard errors at the estimate: in the sandwich form they tell accelerations, which otherwise are 0, and in any form which numbers have no error.
    /// Of such a number samples tell no interval either: at an edge the bootstrap is not consistent (Andrews 2000, Econometrica 68:399), and along a flat
    /// direction a fit stays where it began.
    /// </summary>
    public StandardErrors? AtEstimate { get; init; }

    /// <summary>How many samples the model could not be fitted to.</summary>
    public int Degenerate => Samples.Count - _found.Length;

    /// <summary>Of how many the run did not converge.</summary>
    public int NotConverged => Samples.Count(sample => sample.Parameters.IsSome && !sample.IsConverged);

    /// <summary>Of each parameter what the samples say.</summary>
    public Arr<BootstrapNumber> Values => Of(flat => flat);

    /// <summary>The same of a function of the parameters.</summary>
    /// <param name="told">The function, of the flat parameters.</param>
    public Arr<BootstrapNumber> Of(Func<Vector, Vector> told)
    {
        var here = told(Estimate);
        var found = _found.Select(told).ToArray();
        var accelerations = Interval.IsCorrected && AtEstimate is { IsSandwich: true } ? AtEstimate.Accelerations(told) : null;
        var errors = AtEstimate is null ? Arr<StandardError>.Empty : AtEstimate.Of(told);
        return here.Select(
                (value, i) =>
                    Interval.Of(value, Vector.Of(found.Select(sample => sample[i])), accelerations?[i] ?? 0) with
                    {
                        Lack =
                            errors.IsEmpty || errors[i] is StandardError.Known or StandardError.Fixed
                                ? Option<StandardError>.None
                                : errors[i],
                    }
            )
            .ToArray();
    }
}
