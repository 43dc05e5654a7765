using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>A model and its data, reduced to what an algorithm needs: one pass over the data as a function of the parameters.</summary>
public static class Evaluator
{
    /// <summary>E over all blocks, combined in the fixed tree, then M.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data.</param>
    /// <param name="blocks">Into how many blocks the model cuts the data.</param>
    /// <param name="executor">What goes through them.</param>
    public static Evaluate<TParams> Of<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        TData data,
        int blocks,
        IBlockExecutor executor
    )
    {
        var (diagnostics, unit) = (model.DataDiagnostics(data), model.WeightUnit(data));
        return at =>
            SumOf(model, model.EStep(data, at.Parameters), 0, blocks, executor).Bind(sum => Judge(model, at, sum, diagnostics, unit));
    }

    /// <summary>The same in its two halves.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data.</param>
    /// <param name="blocks">Into how many blocks the model cuts the data.</param>
    internal static Pass<TParams> PassOf<TData, TParams, TStats>(EmModel<TData, TParams, TStats> model, TData data, int blocks)
    {
        var facts = new Lazy<(Arr<Diagnostic> DataDiagnostics, double Unit)>(() => (model.DataDiagnostics(data), model.WeightUnit(data)));
        return new(
            at =>
            {
                var block = model.EStep(data, at);
                return (SumsOfNode)(
                    (node, executor) =>
                        SumOf(model, block, node.First, node.Count(blocks), executor).Map(sum => ToFlat(model.Statistics, sum))
                );
            },
            (left, right) =>
                ToFlat(model.Statistics, Combine(model.Statistics, FromFlat(model.Statistics, left), FromFlat(model.Statistics, right))),
            (at, sums) => Judge(model, at, FromFlat(model.Statistics, sums), facts.Value.DataDiagnostics, facts.Value.Unit)
        );
    }

    static Either<EmError, Sum<TStats>> SumOf<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        Func<int, Either<EmError, Expectation<TStats>>> block,
        int first,
        int count,
        IBlockExecutor executor
    ) => executor.Reduce(count, i => block(first + i).Map(Sum.Of), (left, right) => Combine(model.Statistics, left, right));

    static Sum<TStats> Combine<TStats>(Statistics<TStats> statistics, Sum<TStats> left, Sum<TStats> right) =>
        new(statistics.Combine(left.Statistics, right.Statistics), left.Objective + right.Objective, left.Magnitude + right.Magnitude);

    static Vector ToFlat<TStats>(Statistics<TStats> statistics, Sum<TStats> sum) =>
        Vector.Concat([statistics.ToFlat(sum.Statistics), [sum.Objective, sum.Magnitude]]);

    static Sum<TStats> FromFlat<TStats>(Statistics<TStats> statistics, Vector flat) =>
        new(statistics.FromFlat(flat.Slice(0, flat.Count - 2)), flat[flat.Count - 2], flat[flat.Count - 1]);

    static Either<EmError, Evaluated<TParams>> Judge<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        Proposal<TParams> at,
        Sum<TStats> sum,
        Arr<Diagnostic> diagnostics,
        double unit
    )
    {
        var prior = model.LogPrior(at.Parameters);
        var objective = sum.Objective + prior;
        if (!double.IsFinite(objective))
            return new EmError.NotFinite("objective", objective);
        var here = model.Chart.ToFlat(at.Parameters);
        var proposal = model
            .MStep(at.Parameters, sum.Statistics)
            .Bind(proposed => Finite(model.Chart, proposed))
            .Map(proposed => diagnostics.IsEmpty ? proposed : proposed with { Diagnostics = diagnostics + proposed.Diagnostics });
        var residual = proposal.Match(
            Right: proposed =>
                model.Chart.Change is { } change
                    ? change(at.Parameters, proposed.Parameters)
                    : LargestChange(here, model.Chart.ToFlat(proposed.Parameters), model.Chart.Units?.Invoke(at.Parameters)),
            Left: _ => double.NaN
        );
        var slack = model.Monotone ? Rounding.Of(sum.Magnitude + Math.Abs(prior)) : double.PositiveInfinity;
        return new Evaluated<TParams>(at.Parameters, at.Diagnostics, objective, slack, residual, proposal) { WeightUnit = unit };
    }

    static Either<EmError, Proposal<TParams>> Finite<TParams>(Chart<TParams> chart, Proposal<TParams> proposal)
    {
        var flat = chart.ToFlat(proposal.Parameters);
        for (var i = 0; i < flat.Count; i++)
            if (!double.IsFinite(flat[i]))
                return new EmError.NotFinite(chart.Names[i], flat[i]);
        return proposal;
    }

    static double LargestChange(Vector from, Vector to, Vector? units)
    {
        var largest = 0.0;
        for (var i = 0; i < from.Count; i++)
            if (to[i] != from[i])
                largest = Math.Max(largest, Math.Abs(to[i] - from[i]) / (units?[i] ?? 1));
        return largest;
    }

    readonly record struct Sum<TStats>(TStats Statistics, double Objective, double Magnitude);

    static class Sum
    {
        public static Sum<TStats> Of<TStats>(Expectation<TStats> block) => new(block.Statistics, block.Objective, block.Magnitude);
    }
}
