using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Online;

/// <summary>
/// What was learned of a stream: stepwise EM, a fold over batches of rows. With s(x; θ) the expected statistics of the n rows of a batch, each step is
/// S̄ₜ = (1 − γₜ) S̄ₜ₋₁ + γₜ s(x; θₜ₋₁)/n, θₜ = M(S̄ₜ). Source: Cappé, Moulines (2009), Journal of the Royal Statistical Society B 71:593, eq. 12;
/// mini-batches: Liang, Klein (2009), NAACL.
/// </summary>
/// <remarks>
/// The statistics are kept as those of W rows, S = W S̄ with W = n/γ, the rows that are not forgotten: M is given what it is given by as many rows, so
/// that a prior has its weight; and with γ = 1 the step is one of EM over the batch, to the bit.
/// </remarks>
/// <param name="Batches">t, the batches learned.</param>
/// <param name="Rows">The rows learned.</param>
/// <param name="Mass">W.</param>
/// <param name="At">θₜ, at which the next batch is expected.</param>
/// <param name="Statistics">S about θₜ, laid flat.</param>
/// <param name="Average">The mean of S̄ over the batches that are averaged, about θₜ; empty where none are.</param>
/// <param name="Averaged">How many batches are averaged.</param>
public sealed record OnlineState<TParams>(
    long Batches,
    long Rows,
    double Mass,
    TParams At,
    Vector Statistics,
    Vector Average,
    long Averaged
)
{
    /// <summary>Before the first batch.</summary>
    /// <param name="start">θ₀.</param>
    /// <param name="statistics">How many numbers S has.</param>
    /// <param name="schedule">How the stream is learned.</param>
    public static OnlineState<TParams> Begin(TParams start, int statistics, OnlineSchedule schedule) =>
        new(0, 0, 0, start, Zeros(statistics), schedule.Average.IsSome ? Zeros(statistics) : Vector.Empty, 0);

    static Vector Zeros(int count) => Vector.Of(count, _ => 0);

    /// <summary>Learns a batch.</summary>
    /// <param name="problem">The model.</param>
    /// <param name="batch">The model with the rows.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="sums">What they say at θₜ, as <see cref="Pass{TParams}.Sums"/> makes it.</param>
    /// <param name="schedule">How the stream is learned.</param>
    /// <returns>The state after it with how far it moved the parameters, and what the M-step met; or why it failed.</returns>
    public Either<EmError, (OnlineState<TParams> State, double Residual, Arr<Diagnostic> Diagnostics)> Learn<TRow>(
        OnlineProblem<TRow, TParams> problem,
        Problem<TParams> batch,
        int rows,
        Vector sums,
        OnlineSchedule schedule
    )
    {
        var own = sums.Slice(0, sums.Count - 2);
        // The first batch has nothing to forget. A short one is a part of a batch, also in how far it takes the schedule.
        var share = (double)rows / schedule.Batch;
        var gamma = Mass == 0 ? 1 : Math.Min(1, share * schedule.Steps.Of((double)(Rows + rows) / schedule.Batch));
        var mass = rows / gamma;
        var kept = Mass == 0 ? 0 : (mass - rows) / Mass;
        var statistics = kept == 0 ? own : kept * Statistics + own;
        var averages = schedule.Average.Exists(from => Batches + 1 >= from);
        var averaged = averages ? Averaged + 1 : Averaged;
        var average = averages ? Average + 1.0 / averaged * (1 / mass * statistics - Average) : Average;
        var next = this with { Batches = Batches + 1, Rows = Rows + rows, Mass = mass, Averaged = averaged };
        if (next.Rows <= schedule.Warmup)
            return (next with { Statistics = statistics, Average = average }, 0.0, Arr<Diagnostic>.Empty);
        return from evaluated in Maximise(batch, statistics, sums)
            from proposal in evaluated.Proposal
            from moved in problem.Carry(At, proposal.Parameters, statistics)
            from mean in averaged == 0 ? average : problem.Carry(At, proposal.Parameters, average)
            select (next with { At = proposal.Parameters, Statistics = moved, Average = mean }, evaluated.Residual, proposal.Diagnostics);
    }

    /// <summary>The estimate: θₜ, or θ̃ₜ where batches are averaged.</summary>
    /// <param name="batch">The model with any rows.</param>
    public Either<EmError, TParams> Estimate(Problem<TParams> batch) =>
        Averaged < 2
            ? At
            : Maximise(batch, Mass * Average, [0, 0]).Bind(evaluated => evaluated.Proposal).Map(proposal => proposal.Parameters);

    // Statistics about θₜ, with the objective of the batch behind them.
    Either<EmError, Evaluated<TParams>> Maximise(Problem<TParams> batch, Vector statistics, Vector sums) =>
        batch.Pass.Complete(new(At, Arr<Diagnostic>.Empty), Vector.Concat([statistics, sums.Slice(sums.Count - 2, 2)]));

    /// <summary>The names of the numbers that an iterate remembers: all that a run needs to go on.</summary>
    /// <param name="names">Those of the chart.</param>
    /// <param name="statistics">How many numbers S has.</param>
    /// <param name="schedule">How the stream is learned.</param>
    public static Arr<string> MemoryNames(Arr<string> names, int statistics, OnlineSchedule schedule)
    {
        var (own, averages) = (Enumerable.Range(0, statistics), schedule.Average.IsSome);
        IEnumerable<string> all =
        [
            "batches",
            "rows",
            "mass",
            .. own.Select(i => $"statistic[{i}]"),
            .. averages ? names.Map(name => $"last {name}").Append("averaged").Concat(own.Select(i => $"average[{i}]")) : [],
        ];
        return all.ToArray();
    }

    /// <summary>The numbers that an iterate remembers.</summary>
    /// <param name="chart">The coordinates on the parameters.</param>
    /// <param name="schedule">How the stream is learned.</param>
    public Vector ToMemory(Chart<TParams> chart, OnlineSchedule schedule) =>
        Vector.Concat([
            [Batches, Rows, Mass],
            Statistics,
            .. schedule.Average.IsSome ? [chart.ToFlat(At), [Averaged], Average] : System.Array.Empty<Vector>(),
        ]);

    /// <summary>The state of an iterate, to the bit.</summary>
    /// <param name="chart">The coordinates on the parameters.</param>
    /// <param name="schedule">How the stream is learned.</param>
    /// <param name="shown">The parameters of the iterate.</param>
    /// <param name="memory">What it remembers.</param>
    public static Either<EmError, OnlineState<TParams>> FromMemory(
        Chart<TParams> chart,
        OnlineSchedule schedule,
        TParams shown,
        Vector memory
    )
    {
        var p = chart.Names.Count;
        var count = schedule.Average.IsSome ? (memory.Count - 4 - p) / 2 : memory.Count - 3;
        if (count < 1 || memory.Count != MemoryNames(chart.Names, count, schedule).Count)
            return new EmError.WrongLength("what a run over a stream remembers", MemoryNames(chart.Names, 1, schedule).Count, memory.Count);
        var state = new OnlineState<TParams>((long)memory[0], (long)memory[1], memory[2], shown, memory.Slice(3, count), Vector.Empty, 0);
        return schedule.Average.IsNone
            ? state
            : chart
                .FromFlat(memory.Slice(3 + count, p))
                .Map(at => state with { At = at, Averaged = (long)memory[3 + count + p], Average = memory.Slice(4 + count + p, count) });
    }
}
