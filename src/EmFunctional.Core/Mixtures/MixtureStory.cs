using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

// The story of a mixture, whatever makes its components: words of its own where it has some, and general ones.
sealed record MixtureStory(MixtureData Data, StoryTerms Terms, FamilyWords Words, int K, Mixing Mixing, Func<Vector, FittedFamily> At)
{
    public static MixtureStory Of(Mixture mixture, MixtureData data, Func<Vector, FittedFamily> at) =>
        new(
            data,
            StoryTerms.Of(mixture.Family, mixture.Components),
            Tied(WordsOf(mixture.Family, data), mixture.Tied),
            mixture.Components,
            mixture.Mixing,
            at
        );

    /// <summary>The words of a family for some rows.</summary>
    public static FamilyWords WordsOf(Family family, MixtureData data) => family.As<IHasWords>()?.WordsFor(data) ?? new();

    static FamilyWords Tied(FamilyWords words, Arr<string> tied) =>
        tied.IsEmpty ? words
        : words.AssumedIfTied is { } own ? words with { Assumed = own }
        : words with
        {
            Assumed = (mixing, k) =>
                (words.Assumed?.Invoke(mixing, k) ?? MixtureNarrative.Assumed(words.Row, mixing, k))
                    .Append($"What is tied is the same in all {words.Component}s: {FamilyProse.Listed(tied)}.")
                    .ToArray(),
        };

    FoldedRows Rows { get; } = Data.Folded;

    string Groups => FamilyProse.Listed(Terms.Groups);

    string Fit => Words.Fit ?? (Terms.IsOfCounts ? "probability" : "density");

    public Narrative Narrative()
    {
        var mixture = InWords();
        return new(
            Words.Row,
            Words.Component,
            K,
            Scene: Words.Scene?.Invoke(K)
                ?? (
                    K == 1
                        ? $"Each {Words.Row} was drawn from {Terms.Distribution}."
                        : $"Each {Words.Row} was drawn from one of {K} components, and each is {Terms.Distribution} with numbers of its own."
                ),
            Hidden: Words.Hidden ?? $"from which component each {Words.Row} comes",
            Wanted: (Words.Wanted?.Invoke(K) ?? $"the {Groups} of {(K == 1 ? "the distribution" : "each component")}")
                + MixtureNarrative.Wanted(Words.Row, Mixing, K),
            Counting: Words.Counting?.Invoke(K)
                ?? (
                    K == 1
                        ? $"its {Groups} are those that make all {Words.Row}s most probable"
                        : $"put the {Words.Row}s of each component together; its {Groups} are those that make them most probable"
                ),
            Words.Assumed?.Invoke(Mixing, K) ?? MixtureNarrative.Assumed(Words.Row, Mixing, K),
            Terms.Watched,
            Arr.create(mixture.Observed(_ => "?")),
            mixture.Responsibility,
            mixture.Iteration
        )
        {
            Mixture = mixture,
            Known = Terms.IsFolded
                ? Option<Func<TrueLabels, Vector, Arr<Passage>>>.None
                : Prelude.Some<Func<TrueLabels, Vector, Arr<Passage>>>(mixture.Known),
            Shares = Terms.IsFolded
                ? Option<Func<Vector, int, Arr<string>>>.None
                : Prelude.Some<Func<Vector, int, Arr<string>>>(mixture.Shares),
            Warnings = Words.Warnings,
            IsGeneralised = Terms.IsGeneralised,
        };
    }

    MixtureNarrative InWords() =>
        new(
            Words.Row,
            Words.Component,
            K,
            Rows.Count,
            Terms.IsFolded ? Data.Names.Add("times seen") : Data.Weights.Headings,
            Terms.IsFolded
                ? i => Rows.Row(i).Select(Cell).Append(NumberFormat.Significant(Rows.Weights[i], 6)).ToArray()
                : Data.Weights.Cells,
            Words.RowName ?? (i => $"{Words.Row} {i + 1}"),
            i => Rows.Weights[i],
            Data.Names.Map((j, name) => new Quantity(name, i => Rows.Row(i)[j], Words.AreCounts) { Levels = Terms.Levels(j) }).ToArray(),
            Fit,
            Words.FitMeaning
                ?? (Terms.IsOfCounts ? $"the probability of just this {Words.Row}" : "the density, how closely its rows lie just there"),
            FitOf,
            (flat, i, k) => Worked(At(flat).Theta(k), Rows.Row(i), FitOf(flat, i)[k]),
            flat => At(flat).MixingWeights,
            (flat, i) => Data.Labels.Hold(Rows.RowOf(i), At(flat).Posterior(Rows.Row(i).Span).Responsibilities),
            (assignment, to, name) => Enumerable.Range(0, K).SelectMany(k => Estimate(assignment, At(to), k, name))
        );

    string Cell(double x, int column) =>
        Terms.Levels(column) is { IsEmpty: false } levels && !double.IsNaN(x) ? levels[(int)x] : NumberFormat.Significant(x, 6);

    Vector FitOf(Vector flat, int i) => At(flat).Fit(Rows.Row(i).Span, !Words.IsWithoutMeasure);

    string Worked(Vector theta, Vector row, double fit) =>
        Words.Worked?.Invoke(theta, row, fit)
        ?? $"{string.Join(", ", Terms.Numbers.Zip(theta, (name, value) => $"{name} {NumberFormat.Significant(value, 4)}"))}: {Fit} {NumberFormat.Significant(fit, 3)}";

    IEnumerable<string> Estimate(SoftAssignment assignment, FittedFamily to, int k, Func<int, string> name)
    {
        var theta = to.Theta(k);
        var lines =
            Words.Estimate?.Invoke(assignment, k, theta, name(k))
            ?? Terms.Numbers.Zip(theta, (number, value) => $"{Named(number, name(k))} = {NumberFormat.Significant(value, 4)}");
        return Mixing == Mixing.Estimated ? lines.Append(MixtureNarrative.Weight(assignment, to.MixingWeights, k, name)) : lines;
    }

    // rate of component 1 is rate[1], and probability[2] of it probability[1][2].
    static string Named(string number, string component) =>
        number.Split('[') is [var group, var index] ? $"{group}[{component}][{index}" : $"{number}[{component}]";
}
