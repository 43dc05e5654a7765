using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>A model for Expectation-Maximisation: the two steps as pure functions, and what the rest of the system must know.</summary>
/// <param name="Name">Its name and options.</param>
/// <param name="Identify">The hash of all that the data say to this model; a part of a run's identity.</param>
/// <param name="Blocks">Into how many blocks the data are cut, by a rule of the model; an error where the data cannot bear the model.</param>
/// <param name="EStep">
/// Given the data and θ, prepares once and then computes any block's expectation: E[T(x, z) | x, θ] and Σ ln p(x | θ). Blocks may be computed
/// in any order.
/// </param>
/// <param name="MStep">
/// From the parameters θ at which the expectation was taken, and the statistics of all blocks: argmax over θ′ of E[ln p(x, z | θ′) | x, θ] +
/// ln p(θ′), or an error where there is none.
/// </param>
/// <param name="Statistics">How the statistics of blocks add up.</param>
/// <param name="LogPrior">ln p(θ), added once to the objective; 0 for maximum likelihood.</param>
/// <param name="Chart">The coordinates on the parameters.</param>
/// <param name="Monotone">Whether the objective cannot fall: true for every exact M-step.</param>
public record EmModel<TData, TParams, TStats>(
    ModelName Name,
    Func<TData, Option<Hash256>> Identify,
    Func<TData, Either<EmError, int>> Blocks,
    Func<TData, TParams, Func<int, Either<EmError, Expectation<TStats>>>> EStep,
    Func<TParams, TStats, Either<EmError, Proposal<TParams>>> MStep,
    Statistics<TStats> Statistics,
    Func<TParams, double> LogPrior,
    Chart<TParams> Chart,
    bool Monotone
)
{
    /// <summary>What there is to say of the data at every iterate, such as rows of which nothing was observed.</summary>
    public Func<TData, Arr<Diagnostic>> DataDiagnostics { get; init; } = _ => Arr<Diagnostic>.Empty;

    /// <summary>
    /// What counts as one row: the least weight of a row that counts. Stop rules measure nats by it, so that no result depends on the unit in
    /// which weights are written.
    /// </summary>
    public Func<TData, double> WeightUnit { get; init; } = _ => 1;

    /// <summary>The hashes of blocks of rows, where the data have rows: recorded with a run, so that it can be said in which rows other data differ.</summary>
    public Func<TData, Option<DataHashes>> Hashes { get; init; } = _ => Option<DataHashes>.None;

    /// <summary>What must be known of all rows to compute with some of them, where that can be told; nothing where E asks all rows.</summary>
    public Func<TData, Option<KnownRows>> Known { get; init; } = _ => Option<KnownRows>.None;

    /// <summary>
    /// Into how many blocks a part of the data is cut, such as a batch of a stream: it need not bear the model by itself. As <see cref="Blocks"/> says if null.
    /// </summary>
    public Func<TData, Either<EmError, int>>? Portion { get; init; }

    /// <summary>
    /// The statistics that were taken at θ as they are about θ′, where they depend on the parameters beyond what is expected of the hidden part: moments
    /// about the current mean. Statistics of different θ add up only about one; the identity for those that M takes without asking where E was.
    /// </summary>
    public Func<TParams, TParams, TStats, Either<EmError, TStats>> Carry { get; init; } = (_, _, statistics) => statistics;

    /// <summary>What was read of the data: recorded with a run, and what a fitted model knows of its columns, labels and symbols.</summary>
    public Func<TData, DataDescription> Describe { get; init; } = _ => DataDescription.Unknown;
}

/// <summary>Ways to make an <see cref="EmModel{TData,TParams,TStats}"/>.</summary>
public static class EmModel
{
    /// <summary>
    /// A model from its two steps: E over the whole data with statistics that are a vector, M from the statistics alone; no prior, monotone.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="eStep">E[T(x, z) | x, θ] and Σ ln p(x | θ).</param>
    /// <param name="mStep">The maximising parameters, from the statistics.</param>
    /// <param name="chart">The coordinates on the parameters.</param>
    /// <param name="identify">
    /// The hash of the data, by which a journal knows them; if null, what <see cref="Identity.Find"/> says of numbers, texts, arrays, tuples and
    /// records of them, and nothing of other types.
    /// </param>
    /// <example>
    /// <code><![CDATA[
    /// // Dempster, Laird, Rubin (1977): of 125 in a cell of probability 1/2 + p/4, how many belong to the part p/4?
    /// Vector counts = [125, 18, 20, 34];
    /// var model = EmModel.Of<Vector, double>(
    ///     "cells",
    ///     (y, p) => new([y[0] * p / (2 + p)], y[0] * Elementary.Log(2 + p) + (y[1] + y[2]) * Elementary.Log(1 - p) + y[3] * Elementary.Log(p)),
    ///     x => (x[0] + 34) / (x[0] + 34 + 38),
    ///     Chart.Of<double>(p => [p], flat => flat[0], Coordinates.Probability("p"))
    /// );
    /// Console.WriteLine($"{Em.Fit(model, counts, 0.5).OrThrow().State.Parameters:F3}"); // prints: 0.627
    /// ]]></code>
    /// </example>
    public static EmModel<TData, TParams, Vector> Of<TData, TParams>(
        ModelName name,
        Func<TData, TParams, Expectation<Vector>> eStep,
        Func<Vector, TParams> mStep,
        Chart<TParams> chart,
        Func<TData, Hash256>? identify = null
    ) =>
        new(
            name,
            Identify: data => identify is null ? Identity.Find(data) : identify(data),
            Blocks: _ => 1,
            EStep: (data, parameters) => _ => eStep(data, parameters),
            MStep: (_, statistics) => (Proposal<TParams>)mStep(statistics),
            Statistics.Vector,
            LogPrior: _ => 0,
            chart,
            Monotone: true
        );
}
