using System.Linq;
using EmFunctional.Narration;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>Rows as points, where a run has such without holes, and the middles of its components.</summary>
/// <param name="Columns">What the columns are called [d].</param>
/// <param name="Points">The rows [n×d].</param>
/// <param name="Middles">The means at θ [K×d].</param>
sealed record NumericRows(Arr<string> Columns, Arr<Vector> Points, Func<Vector, Arr<Vector>> Middles)
{
    /// <summary>The rows of a run of points; nothing of counts, of rows with holes or weights, and of likelihoods.</summary>
    public static Option<NumericRows> Of(ExplainedRun run) =>
        run
            .Model.Telling.Shape()
            .Bind(shape =>
                shape.Match(
                    onLine: line =>
                        line is { Kind: CurveKind.Density, Values.Count: > 0 }
                            ? Whole(
                                Arr.create(line.X),
                                line.Values.Map(x => Vector.Of(1, _ => x)).ToArray(),
                                at => line.At(at).Centres.Map(centre => Vector.Of(1, _ => centre)).ToArray()
                            )
                            : Option<NumericRows>.None,
                    inSpace: space =>
                        Whole(
                            space.Columns,
                            Enumerable
                                .Range(0, space.Values.Count / space.Columns.Count)
                                .Select(i => space.Values.Slice(i * space.Columns.Count, space.Columns.Count))
                                .ToArray(),
                            at => space.At(at).Map(cloud => cloud.Mean)
                        ),
                    alongSequences: _ => Option<NumericRows>.None
                )
            );

    static Option<NumericRows> Whole(Arr<string> columns, Arr<Vector> points, Func<Vector, Arr<Vector>> middles) =>
        points.ForAll(point => point.All(double.IsFinite)) ? new NumericRows(columns, points, middles) : Option<NumericRows>.None;
}
