using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Online;

/// <summary>A model that learns rows as they come: all that a stream needs to know of it.</summary>
/// <param name="Model">The model's name and options.</param>
/// <param name="Chart">The coordinates on the parameters.</param>
/// <param name="Open">The model with a batch of rows, which need not bear it by themselves.</param>
/// <param name="Bear">Whether rows bear the model by themselves: asked of those of a stream that ends with its first batch.</param>
/// <param name="Carry">Statistics that were taken at θ, laid flat, as they are about θ′ (<see cref="EmModel{TData,TParams,TStats}.Carry"/>).</param>
public sealed record OnlineProblem<TRow, TParams>(
    ModelName Model,
    Chart<TParams> Chart,
    Func<IReadOnlyList<TRow>, Either<EmError, Problem<TParams>>> Open,
    Func<IReadOnlyList<TRow>, Either<EmError, Unit>> Bear,
    Func<TParams, TParams, Vector, Either<EmError, Vector>> Carry
)
{
    /// <summary>How to go through the blocks of a batch: in order, unless somebody says otherwise; the same bits.</summary>
    public IBlockExecutor Executor { get; init; } = InOrder.Executor;

    /// <summary>The same with the flat vector of the chart for parameters, for code that knows no model.</summary>
    public OnlineProblem<TRow, Vector> OnChart()
    {
        var (chart, carry, open) = (Chart, Carry, Open);
        return new(
            Model,
            chart.OnFlat(),
            rows => open(rows).Map(problem => problem.OnChart()),
            Bear,
            (from, to, statistics) => chart.FromFlat(from).Bind(one => chart.FromFlat(to).Bind(other => carry(one, other, statistics)))
        )
        {
            Executor = Executor,
        };
    }
}

/// <summary>Ways to make an <see cref="OnlineProblem{TRow,TParams}"/>.</summary>
public static class OnlineProblem
{
    /// <summary>A model, and how its data are made of rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="join">The data of some rows.</param>
    /// <param name="whole">The data of rows that bear the model by themselves, where those are checked otherwise; as <paramref name="join"/> if null.</param>
    public static OnlineProblem<TRow, TParams> Of<TRow, TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        Func<IReadOnlyList<TRow>, Validation<EmError, TData>> join,
        Func<IReadOnlyList<TRow>, Validation<EmError, TData>>? whole = null
    ) =>
        new(
            model.Name,
            model.Chart,
            rows => join(rows).ToEither().MapLeft(faults => faults.Head).Bind(data => Problem.OfPart(model, data)),
            rows => (whole ?? join)(rows).ToEither().MapLeft(faults => faults.Head).Bind(model.Blocks).Map(_ => Prelude.unit),
            CarryOf(model)
        );

    /// <summary>A model whose rows are data of their own, such as a sequence: each has an E-step, and what they say is added up in the fixed tree.</summary>
    /// <param name="model">The model.</param>
    public static OnlineProblem<TData, TParams> Of<TData, TParams, TStats>(EmModel<TData, TParams, TStats> model) =>
        new(
            model.Name,
            model.Chart,
            rows =>
                rows.Select(row => Problem.OfPart(model, row))
                    .Aggregate(
                        Prelude.Right<EmError, List<Problem<TParams>>>([]),
                        (all, next) =>
                            all.Bind(list =>
                                next.Map(problem =>
                                {
                                    list.Add(problem);
                                    return list;
                                })
                            )
                    )
                    .Map(Joined),
            rows => rows.Count == 1 ? model.Blocks(rows[0]).Map(_ => Prelude.unit) : Prelude.unit,
            CarryOf(model)
        );

    static Func<TParams, TParams, Vector, Either<EmError, Vector>> CarryOf<TData, TParams, TStats>(EmModel<TData, TParams, TStats> model) =>
        (from, to, flat) => model.Carry(from, to, model.Statistics.FromFlat(flat)).Map(model.Statistics.ToFlat);

    // Several problems of one model as one.
    static Problem<TParams> Joined<TParams>(List<Problem<TParams>> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        var first = parts[0];
        Either<EmError, Vector> Sums(TParams at, IBlockExecutor executor) =>
            Tree.Reduce(parts.Count, i => parts[i].Pass.Sums(at, TreeNode.Root(parts[i].Blocks), executor), first.Pass.Add);
        return first with
        {
            Identify = () => Option<Hash256>.None,
            Pass = first.Pass with { At = at => (SumsOfNode)((_, executor) => Sums(at, executor)) },
            Describe = () =>
            {
                var all = parts.ConvertAll(part => part.Describe());
                return all[0] with
                {
                    Rows = all.TrueForAll(read => read.Rows.IsSome) ? all.Sum(read => read.Rows.IfNone(0)) : Option<int>.None,
                    WeightSum = all.Exists(read => read.WeightSum.IsSome)
                        ? all.Sum(read => read.WeightSum.IfNone(read.Rows.IfNone(1)))
                        : Option<double>.None,
                };
            },
        };
    }
}
