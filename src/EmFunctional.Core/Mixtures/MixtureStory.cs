using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

// The story of a mixture: the family's words where it has some, and general ones.
sealed record MixtureStory(Mixture Mixture, MixtureData Data, FamilyWords Words, Func<Vector, MixtureParameters> At)
{
    public static Narrative Of(Mixture mixture, MixtureData data, Func<Vector, MixtureParameters> at) =>
        new MixtureStory(mixture, data, data.Family.As<IHasWords>()?.WordsFor(data) ?? new(), at).Narrative();

    FamilyShape Shape => Mixture.Family.Shape;

    int K => Mixture.Components;

    bool IsOfCounts => Shape.Columns.ForAll(column => column.IsDiscrete);

    string Distribution => FamilyProse.Distribution(Data.Family);

    string Groups => FamilyProse.Listed(Shape.Parameters.Map(parameter => parameter.Name));

    Narrative Narrative()
    {
        var told = Told();
        return new(
            Words.Row,
            Words.Component,
            K,
            Scene: Words.Scene?.Invoke(K)
                ?? (
                    K == 1
                        ? $"Each {Words.Row} was drawn from {Distribution}."
                        : $"Each {Words.Row} was drawn from one of {K} components, and each is {Distribution} with numbers of its own."
                ),
            Hidden: Words.Hidden ?? $"from which component each {Words.Row} comes",
            Wanted: (Words.Wanted?.Invoke(K) ?? $"the {Groups} of {(K == 1 ? "the distribution" : "each component")}")
                + MixtureNarrative.Wanted(Words.Row, Mixture.Mixing, K),
            Counting: Words.Counting?.Invoke(K)
                ?? (
                    K == 1
                        ? $"its {Groups} are those that make all {Words.Row}s most probable"
                        : $"put the {Words.Row}s of each component together; its {Groups} are those that make them most probable"
                ),
            Words.Assumed?.Invoke(Mixture.Mixing, K) ?? MixtureNarrative.Assumed(Words.Row, Mixture.Mixing, K),
            ThetaChart.NamesOf(Shape.Parameters[0], K),
            Arr.create(told.Observed(_ => "?")),
            told.Responsibility,
            told.Iteration
        )
        {
            Mixture = told,
            Known = Shape.IsFolded
                ? Option<Func<TrueLabels, Vector, Arr<Passage>>>.None
                : Prelude.Some<Func<TrueLabels, Vector, Arr<Passage>>>(told.Known),
            Warnings = Words.Warnings,
        };
    }

    MixtureNarrative Told() =>
        new(
            Words.Row,
            Words.Component,
            K,
            Data.Folded.Count,
            Shape.IsFolded ? Data.Names.Add("times seen") : Data.Weights.Headings,
            Shape.IsFolded
                ? i => Data.Folded.Row(i).Append(Data.Folded.Weights[i]).Select(x => Shown.Significant(x, 6)).ToArray()
                : Data.Weights.Cells,
            Words.RowName ?? (i => $"{Words.Row} {i + 1}"),
            i => Data.Folded.Weights[i],
            Data.Names.Map(
                    (j, name) => new Quantity(name, i => Data.Folded.Row(i)[j], Words.AreCounts) { Levels = Shape.Columns[j].Levels }
                )
                .ToArray(),
            Words.Fit ?? (IsOfCounts ? "probability" : "density"),
            Words.FitMeaning
                ?? (IsOfCounts ? $"the probability of just this {Words.Row}" : "the density, how closely its rows lie just there"),
            FitOf,
            (flat, i, k) => Worked(At(flat).Of(k), Data.Folded.Row(i), FitOf(flat, i)[k]),
            flat => At(flat).MixingWeights,
            (flat, i) => Data.Labels.Hold(Data.Folded.RowOf(i), Mixture.Posterior(At(flat), Data.Folded.Row(i).Span).Responsibilities),
            (dealt, to, name) => Enumerable.Range(0, K).SelectMany(k => Estimate(dealt, At(to), k, name))
        );

    // f(x | θₖ), of a row of which nothing was observed 1 [K].
    Vector FitOf(Vector flat, int i)
    {
        var row = Data.Folded.Row(i);
        if (row.ForAll(double.IsNaN))
            return Vector.Of(K, _ => 1);
        var measure = Words.IsWithoutMeasure ? 0 : Data.Folded.LogMeasure(i);
        return Vector.Fill(
            K,
            (Members: Mixture.Family.At(At(flat).ByComponent()), row, measure),
            (into, x) =>
            {
                x.Members.AddLogDensities(new(x.row.Span, x.row.Count, hasHoles: true), into);
                foreach (ref var fit in into)
                    fit = Elementary.Exp(fit + x.measure);
            }
        );
    }

    string Worked(Vector theta, Vector row, double fit) =>
        Words.Worked?.Invoke(theta, row, fit)
        ?? $"{string.Join(", ", FamilyProse.NumbersOf(Shape).Zip(theta, (name, value) => $"{name} {Shown.Significant(value, 4)}"))}: {Words.Fit ?? (IsOfCounts ? "probability" : "density")} {Shown.Significant(fit, 3)}";

    IEnumerable<string> Estimate(Dealt dealt, MixtureParameters to, int k, Func<int, string> name)
    {
        var theta = to.Of(k);
        var lines =
            Words.Estimate?.Invoke(dealt, k, theta, name(k))
            ?? FamilyProse.NumbersOf(Shape).Zip(theta, (number, value) => $"{Named(number, name(k))} = {Shown.Significant(value, 4)}");
        return Mixture.Mixing == Mixing.Estimated ? lines.Append(MixtureNarrative.Weight(dealt, to.MixingWeights, k, name)) : lines;
    }

    // rate of component 1 is rate[1], and probability[2] of it probability[1][2].
    static string Named(string number, string component) =>
        number.Split('[') is [var group, var index] ? $"{group}[{component}][{index}" : $"{number}[{component}]";
}
