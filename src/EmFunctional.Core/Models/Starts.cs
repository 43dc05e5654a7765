using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>Ways to start that models share, and several starts of one.</summary>
public static class Starts
{
    /// <summary>The name of <see cref="RandomLabels"/>.</summary>
    internal const string OfLabels = "random-labels";

    /// <summary>The name of <see cref="RandomQuantiles"/>.</summary>
    internal const string OfQuantiles = "random-quantiles";

    /// <summary>
    /// N starts: the first as a single start would be, the others by each way in turn that draws, so that they differ in kind. The first M are those of
    /// M starts with the same seed. A draw that gives no start is left out, except the first.
    /// </summary>
    /// <param name="methods">The ways to start, at least one, the default first.</param>
    /// <param name="count">N.</param>
    /// <param name="seed">From which they are split.</param>
    public static Either<EmError, Arr<Vector>> Draw(Arr<StartEntry> methods, int count, Seed seed)
    {
        var drawn = methods.Filter(method => method.IsDrawn);
        if (count > 1 && drawn.IsEmpty)
            return new EmError.CannotDo($"the start {methods[0].Name}", "be drawn more than once");
        return methods[0]
            .Draw(seed)
            .Map(first =>
                (Arr<Vector>)
                    Enumerable
                        .Range(1, count - 1)
                        .SelectMany(i => drawn[(i - 1) % drawn.Count].Draw(seed.Split(i)).RightAsEnumerable())
                        .Prepend(first)
                        .ToArray()
            );
    }

    /// <summary>Whether so many starts may be kept.</summary>
    /// <param name="count">N.</param>
    /// <param name="model">The model.</param>
    /// <param name="limit">How many numbers they may have together.</param>
    public static Validation<EmError, Unit> Bear(int count, OpenedModel model, long limit) =>
        (Int128)count * model.Problem.Chart.Names.Count is var numbers && numbers > limit
            ? new EmError.OverLimit($"the numbers of {count} starts", (double)numbers, limit)
            : Prelude.unit;

    /// <summary>Boundaries of K groups of sorted rows, as shares of them: 0, K − 1 in between, 1; a group has about 1/(6K) at least.</summary>
    /// <param name="components">K ≥ 1.</param>
    /// <param name="seed">What is drawn.</param>
    internal static Vector RandomQuantiles(int components, Seed seed)
    {
        var sizes = Vector.Of(components, k => 0.2 - Elementary.Log(seed.Uniform(k)));
        var total = sizes.Sum();
        return Vector.Of(components + 1, k => k == components ? 1 : sizes.Slice(0, k).Sum() / total);
    }

    /// <summary>A start from labels that are drawn, one of each row with equal probabilities.</summary>
    /// <param name="labelling">The model's closed form from labels.</param>
    /// <param name="rows">n.</param>
    /// <param name="holding">Puts what is held in its place.</param>
    internal static StartEntry RandomLabels(Labelling labelling, int rows, Func<Vector, Vector> holding)
    {
        var even = Vector.Of(labelling.Components, _ => 1.0 / labelling.Components);
        return new(
            OfLabels,
            IsDrawn: true,
            seed =>
            {
                Arr<int> labels = Enumerable.Range(0, rows).Select(row => seed.Choose(row, even)).ToArray();
                return labelling.FromLabels(labels).Map(holding);
            }
        );
    }
}
