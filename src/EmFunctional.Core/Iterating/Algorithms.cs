using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>The algorithms.</summary>
public static class Algorithm
{
    /// <summary>The name of plain EM.</summary>
    public const string PlainName = "plain";

    /// <summary>The name of what learns a stream of rows, before the schedule in brackets: no function of the data as a whole.</summary>
    public const string OnlineName = "online";

    /// <summary>Plain EM: θ ← M(E(θ)), one pass over the data a step. Source: Dempster, Laird, Rubin (1977), §2.</summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="chart">Not used.</param>
    public static Algorithm<TParams> Plain<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        new(
            PlainName,
            Arr<string>.Empty,
            StopRule.Default,
            Begin: _ => Vector.Empty,
            Step: from => from.At.Proposal.Bind(proposal => evaluate(proposal)).Map(at => Next(from, at))
        );

    /// <summary>Plain EM accelerated: the same optimum in fewer passes over the data (<see cref="Iterating.Squarem.S3"/>).</summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="chart">The coordinates in which to leap.</param>
    public static Algorithm<TParams> Squarem<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        Iterating.Squarem.S3(evaluate, chart);

    /// <summary>Plain EM accelerated by its last few steps: usually fewer passes than SQUAREM (<see cref="Iterating.Daarem.Anderson"/>).</summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="chart">The coordinates in which to leap.</param>
    public static Algorithm<TParams> Daarem<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        Iterating.Daarem.Anderson(evaluate, chart);

    /// <summary>Plain EM accelerated by a few of its secants (<see cref="Iterating.QuasiNewton.Secant"/>).</summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="chart">The coordinates in which to leap.</param>
    public static Algorithm<TParams> QuasiNewton<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        Iterating.QuasiNewton.Secant(evaluate, chart);

    /// <summary>One of the others, picked when it can tell how long plain EM would take (<see cref="Iterating.Auto.Pick"/>).</summary>
    /// <param name="evaluate">One pass over the data.</param>
    /// <param name="chart">The coordinates in which to leap.</param>
    public static Algorithm<TParams> Auto<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart) =>
        Iterating.Auto.Pick(evaluate, chart);

    /// <summary>The algorithm of a name.</summary>
    /// <param name="name">The name, such as a journal or a call of the tool has it.</param>
    public static Either<EmError, Iterate<TParams>> Find<TParams>(string name) =>
        name switch
        {
            PlainName => Prelude.Right<EmError, Iterate<TParams>>(Plain),
            Iterating.Squarem.Name => Prelude.Right<EmError, Iterate<TParams>>(Squarem),
            Iterating.Daarem.Name => Prelude.Right<EmError, Iterate<TParams>>(Daarem),
            Iterating.QuasiNewton.Name => Prelude.Right<EmError, Iterate<TParams>>(QuasiNewton),
            Iterating.Auto.Name => Prelude.Right<EmError, Iterate<TParams>>(Auto),
            _ when name.StartsWith(OnlineName, StringComparison.Ordinal) => new EmError.CannotDo(
                "a run over a stream of rows",
                "be computed from data as a whole; take it up with the rows that follow"
            ),
            _ => new EmError.UnknownName("algorithm", name, Names),
        };

    /// <summary>The algorithm of a run that was recorded, in the version that remembers what the run does.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="memoryNames">The names of the numbers that it remembers.</param>
    public static Either<EmError, Iterate<TParams>> Find<TParams>(string name, Arr<string> memoryNames) =>
        name == Iterating.Squarem.Name && memoryNames == Iterating.Squarem.AtOnceMemory
            ? Prelude.Right<EmError, Iterate<TParams>>(Iterating.Squarem.AtOnce)
        : name == Iterating.Auto.Name ? Prelude.Right<EmError, Iterate<TParams>>(Iterating.Auto.Recorded<TParams>(memoryNames))
        : Find<TParams>(name);

    /// <summary>The names of the algorithms.</summary>
    public static Arr<string> Names { get; } =
        Arr.create(PlainName, Iterating.Squarem.Name, Iterating.Daarem.Name, Iterating.QuasiNewton.Name, Iterating.Auto.Name);

    static Carried<TParams> Next<TParams>(Carried<TParams> from, Evaluated<TParams> at) =>
        new(from.Iteration + 1, from.Evaluations + 1, at, from.Memory);
}
