using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Narration;

/// <summary>A mixture with its data, as its story is told: rows by index from 0, parameters as the flat vector of the chart.</summary>
/// <param name="Row">What a row is called.</param>
/// <param name="Component">What a component is called.</param>
/// <param name="Components">K.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Headings">The headings of the cells that tell rows apart.</param>
/// <param name="Cells">Those cells of a row.</param>
/// <param name="Name">A row in words.</param>
/// <param name="Times">How often a row counts.</param>
/// <param name="Quantities">What is dealt out.</param>
/// <param name="Fit">What the fit of a row is called: likelihood, density, probability.</param>
/// <param name="FitMeaning">What that is, in words.</param>
/// <param name="FitOf">At θ, of a row: how well it fits each component [K].</param>
/// <param name="FitWorked">At θ, of a row and a component: the same in words.</param>
/// <param name="PriorOf">The mixing weights of θ [K].</param>
/// <param name="WeightsOf">At θ, of a row: the responsibilities [K].</param>
/// <param name="Estimate">
/// The θ that weights of rows give, worked out in lines: weights of a row [K], θ, and what component k is called in names.
/// </param>
sealed record MixtureNarrative(
    string Row,
    string Component,
    int Components,
    int Rows,
    Arr<string> Headings,
    Func<int, Arr<string>> Cells,
    Func<int, string> Name,
    Func<int, double> Times,
    Arr<Quantity> Quantities,
    string Fit,
    string FitMeaning,
    Func<Vector, int, Vector> FitOf,
    Func<Vector, int, int, string> FitWorked,
    Func<Vector, Vector> PriorOf,
    Func<Vector, int, Vector> WeightsOf,
    Func<SoftAssignment, Vector, Func<int, string>, IEnumerable<string>> Estimate
)
{
    /// <summary>More columns are not read beside each other.</summary>
    internal const int MostColumns = 9;
    const int FewRows = 6;
    const int MostAdded = 4;
    const double SameWeight = 1e-6;

    /// <summary>What was observed, with the hidden column.</summary>
    /// <param name="label">What to write there for a row.</param>
    public Passage Observed(Func<int, string> label) =>
        new Figures(
            TextTable.Shortened(
                Headings.Concat(Measured.Select(q => q.Name)).Append(Component).ToArray(),
                Rows,
                i => Cells(i).Concat(Measured.Select(q => q.Text(i))).Append(Components == 1 ? "0" : label(i)).ToArray(),
                most: FewRows
            )
        );

    /// <summary>θ worked out from labels: each row counts for its own component, in full.</summary>
    public Arr<Passage> Known(TrueLabels labels, Vector to) =>
        Arr.create(
            Observed(i => labels.Names[labels.OfRow[i]]),
            new Working(Estimate(Assign(i => Vector.Of(Components, k => labels.OfRow[i] == k ? 1 : 0)), to, k => labels.Names[k]).ToArray())
        );

    /// <summary>Bayes' rule worked out for the row of which the guess is least sure, and the weights of the others.</summary>
    public Arr<Passage> Responsibility(Vector at)
    {
        var i = Unsure(at);
        var terms = Terms(at, i);
        if (!IsGuessed(at, i) || !(terms.Sum() > 0))
            return Arr.create<Passage>(
                new Prose(
                    Components == 1 ? $"With one {Component} every responsibility (r) is 1: every {Row} is its own."
                    : IsGuessed(at, i)
                        ? $"How well the guess fits a {Row}, its {Fit}, is here a number too small to be written, so it is worked with by its logarithm. Bayes' rule "
                            + $"makes of it how probable it is, given the guess, that the {Row} came from each {Component}: the responsibilities, r[0], r[1] … of the {Row}."
                    : $"The {Row}s' labels were given: the responsibility (r) is 1 for a {Row}'s own {Component} and 0 for others."
                ),
                new Figures(MixtureTables.Responsibilities(this, at))
            );
        var weights = WeightsOf(at, i);
        var spoken = Spoken(weights);
        return Arr.create<Passage>(
            new Prose($"Take {Name(i)}. If the guess were true, how well would it fit each {Component}? {Capital(FitMeaning)}:"),
            new Working(Fits(at, i).ToArray()),
            new Prose(
                $"Now Bayes' rule. That {Fit}, times how likely the {Component} was before the {Row} was seen (its mixing weight), says how often the "
                    + $"{Component} makes such a {Row}. Its share of the sum says how many of all such {Row}s are its own:"
            ),
            new Working(Bayes(at, i).ToArray()),
            new Prose(
                $"{NumberFormat.Fixed(weights[spoken], 2)} is the responsibility of {Component} {spoken} for this {Row}, r[{spoken}] for short: the probability, given the "
                    + $"guess, that the {Row} came from {Component} {spoken}. Of 100 {Row}s just like it, {Component} {spoken} would have made about "
                    + $"{NumberFormat.Fixed(100 * weights[spoken], 0)}. It says how much we know, not what happened: one {Component} made the whole {Row}, and "
                    + (
                        weights.Max() < AllButCertain
                            ? "we cannot tell which."
                            : $"given this guess there is next to no doubt which. No {Row} shown below is less sure."
                    )
                    + " Another guess gives other responsibilities."
            ),
            new Prose(
                $"Every {Row} has its responsibilities, and they sum to 1. (All numbers are computed unrounded and shown rounded, so that a sum may differ in "
                    + "its last digit from that of the numbers shown.)"
            ),
            new Figures(MixtureTables.Responsibilities(this, at))
        );
    }

    /// <summary>How well the row fits each component, and Bayes' rule, in lines; of a row whose label was given that it was.</summary>
    public Arr<string> Shares(Vector at, int i) =>
        Components == 1 ? Arr.create($"one {Component}: every {Row} is its own")
        : !IsGuessed(at, i) ? Arr.create($"the {Row}'s label was given")
        : Terms(at, i).Sum() > 0 ? Fits(at, i).Concat(Bayes(at, i)).ToArray()
        : Arr.create($"each {Fit} is too small a number to be written; Bayes' rule works with their logarithms");

    IEnumerable<string> Fits(Vector at, int i) => ForEach(k => $"{Component} {k}:  {FitWorked(at, i, k)}");

    IEnumerable<string> Bayes(Vector at, int i)
    {
        var (prior, fit, terms, weights) = (PriorOf(at), FitOf(at, i), Terms(at, i), WeightsOf(at, i));
        var total = NumberFormat.Significant(terms.Sum(), 3);
        string Share(int k) =>
            $"{Component} {k}:  {NumberFormat.Significant(prior[k], 3)} × {NumberFormat.Significant(fit[k], 3)} = {NumberFormat.Significant(terms[k], 3)}"
            + $"    share: {NumberFormat.Significant(terms[k], 3)} / {total} = {NumberFormat.Fixed(weights[k], 2)}";
        var sum = Components <= MostAdded ? string.Join(" + ", terms.Select(term => NumberFormat.Significant(term, 3))) : "all of these";
        return ForEach(Share).Append("sum:".PadRight(Component.Length + 5) + $"{sum} = {total}");
    }

    /// <summary>An iteration worked out: what the weights deal out, and what the M-step makes of the sums.</summary>
    public Arr<Passage> Iteration(Vector from, Vector to, bool isFirst)
    {
        var (assignment, i) = (Assign(i => WeightsOf(from, i)), Unsure(from));
        var (table, estimate) = (
            new Figures(MixtureTables.Credits(this, assignment)),
            new Working(Estimate(assignment, to, k => $"{k}").ToArray())
        );
        return isFirst && IsGuessed(from, i)
            ? Arr.create<Passage>(
                new Prose(
                    $"E-step (expectation). A {Row} counts for every {Component}, as much as its responsibility says. Again {NameOnly(i)}, with a digit more:"
                ),
                new Working(ForEach(k => Credit(assignment, Quantities[0].In(i), i, k)).ToArray()),
                new Prose(WhyFractions(assignment, i)),
                table,
                new Prose("M-step (maximisation). Now do as in chapter 1, as if these sums had been counted:"),
                estimate
            )
            : Arr.create<Passage>(table, estimate);
    }

    /// <summary>What Bayes' rule divides, πₖ f(xᵢ | θₖ) [K]: their sum is the probability, or density, of the row.</summary>
    public Vector Terms(Vector at, int i) => PriorOf(at).Zip(FitOf(at, i), (prior, fit) => prior * fit);

    string WhyFractions(SoftAssignment assignment, int i)
    {
        var spoken = Spoken(assignment.Weights(i));
        var weight = assignment.Weights(i)[spoken];
        var (w, rest) = (NumberFormat.Fixed(weight, 3), NumberFormat.Fixed(1 - weight, 3));
        var (value, credit) = (NumberFormat.Amount(Quantities[0].In(i).Of(i)), NumberFormat.Fixed(weight * Quantities[0].In(i).Of(i), 1));
        var (seen, counts) = Listed[0].IsCount
            ? ($"Nobody ever saw {credit} {Listed[0].Name}", $"all {value} {Listed[0].Name} are its own")
            : ($"Nobody ever saw {NumberFormat.Fixed(weight, 2)} of a {Row}", $"the {Row} counts in full");
        var average = Listed[0].IsCount ? $"{w} × {value} + {rest} × 0 = {credit}" : $"{w} × 1 + {rest} × 0 = {w}";
        var all =
            $" The same for every {Row}"
            + (Listed.Count < Summable.Count ? $" (shown for {Listed[0].Name}; the other columns go the same way):" : ":");
        return weight >= AllButCertain
            ? $"It counts all but whole for {Component} {spoken}, since no other fits it nearly as well. A {Row} of which the guess is less sure would count for "
                + $"several, in parts.{all}"
            : $"{(Listed[0].IsCount && credit == value ? $"No single {Row} says so" : seen)}. It is an expected count, an average over what may have happened: "
                + $"either {Component} {spoken} made the {Row}, and {counts} (probability {w}), or another did, and it gets nothing ({rest}). On average {average}. To "
                + $"give the {Row} whole to the likeliest {Component} would claim to know what nobody knows.{all}";
    }

    string Credit(SoftAssignment assignment, Quantity q, int i, int k)
    {
        var (w, times) = (assignment.Weights(i)[k], Times(i) == 1 ? "" : $"{NumberFormat.Amount(Times(i))} times × ");
        var unit = q.IsCount ? $" {q.Name}" : "";
        return $"{NumberFormat.Fixed(w, 3)} × {times}{NumberFormat.Amount(q.Of(i))}{unit} = {q.Part(Times(i) * w * q.Of(i))}{unit} "
            + $"{(q.IsCount ? "for" : $"to the sum of {q.Name} of")} {Component} {k}";
    }

    // From here on there is next to no doubt: with two decimals it is 1.00.
    internal const double AllButCertain = 0.995;

    // The component to speak of: the first, unless it has no part in the row.
    internal static int Spoken(Vector weights) =>
        weights[0] > 1 - AllButCertain ? 0 : Enumerable.Range(0, weights.Count).MaxBy(k => weights[k]);

    // Rows of which a part is missing, and rows of which nothing was observed.
    internal bool HasHoles => AnyRow(missing => missing > 0 && missing < Quantities.Count);

    internal bool HasBlanks => AnyRow(missing => missing == Quantities.Count);

    bool AnyRow(Func<int, bool> ofMissing) => Enumerable.Range(0, Rows).Any(i => ofMissing(Quantities.Count(q => double.IsNaN(q.Of(i)))));

    internal IEnumerable<T> ForEach<T>(Func<int, T> of) => Enumerable.Range(0, Components).Select(of);

    // What is not among the cells that tell rows apart.
    internal Quantity[] Measured => Quantities.Where(q => !Headings.Contains(q.Name)).ToArray();

    Arr<Quantity> Summable => Quantities.Bind(q => q.Summable);

    bool IsRoomForAll => Headings.Count + Components + Quantities.Count + Summable.Count * Components <= MostColumns;

    // As many as there is room for; of each what can be added up.
    internal Arr<Quantity> Listed => IsRoomForAll ? Summable : Summable.Take(1).ToArray();

    // What they are of.
    internal Arr<Quantity> Source => IsRoomForAll ? Quantities : Quantities.Take(1).ToArray();

    internal SoftAssignment Assign(Func<int, Vector> weights) => new(Enumerable.Range(0, Rows).Select(weights).ToArray(), Times);

    // Whether Bayes' rule makes the weights of a row, and not a label that was given.
    internal bool IsGuessed(Vector at, int i)
    {
        var terms = Terms(at, i);
        return Components > 1 && !(Math.Abs(terms[0] / terms.Sum() - WeightsOf(at, i)[0]) > SameWeight);
    }

    internal string NameOnly(int i) => Name(i).Split(',')[0];

    // Of the rows that tables show, the one of which the guess is least sure.
    internal int Unsure(Vector at) =>
        TextTable
            .RowsToShow(Rows)
            .OrderByDescending(i => Times(i) > 0 && !double.IsNaN(Quantities[0].Of(i)))
            .ThenBy(i => WeightsOf(at, i).Max())
            .First();

    /// <summary>What a mixture takes for granted of its mixing weights.</summary>
    internal static Arr<string> Assumed(string row, Mixing mixing, int components) =>
        components == 1
            ? Arr<string>.Empty
            : Arr.create(
                mixing == Mixing.Equal
                    ? $"Before a {row} is seen, every component is equally likely (equal prior weights, also called mixing weights, held fixed)."
                    : $"A {row} comes from component k with probability mixingWeight[k], its mixing weight, which is estimated too."
            );

    /// <summary>What is wanted too where mixing weights are estimated.</summary>
    internal static string Wanted(string row, Mixing mixing, int components) =>
        mixing == Mixing.Equal || components == 1 ? "" : $", and its mixing weight: how large its share of the {row}s is";

    /// <summary>A mixing weight worked out.</summary>
    internal static string Weight(SoftAssignment assignment, Vector weights, int k, Func<int, string> name) =>
        Worked(
            $"mixingWeight[{name(k)}]",
            $"{NumberFormat.Brief(assignment.Mass(k), 2)} / {NumberFormat.Brief(assignment.Total, 2)}",
            assignment.Mass(k) / assignment.Total,
            weights[k],
            value => NumberFormat.Fixed(value, 3)
        );

    internal static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>A number of θ with its working, where that is all there is to it.</summary>
    /// <param name="name">The number.</param>
    /// <param name="working">How it comes about.</param>
    /// <param name="computed">What comes of it.</param>
    /// <param name="actual">What the M-step has, where numbers may be held, tied or missing.</param>
    /// <param name="text">The number as it is shown.</param>
    internal static string Worked(string name, string working, double computed, double actual, Func<double, string> text) =>
        Math.Abs(computed - actual) <= 1e-9 * Math.Max(1, Math.Abs(actual))
            ? $"{name} = {working} = {text(actual)}"
            : $"{name} = {text(actual)} (what is held, tied or missing counts too)";

    /// <summary>So many things of a kind: <c>one coin</c>, <c>3 coins</c>.</summary>
    internal static string Of(int count, string thing) => count == 1 ? $"one {thing}" : $"{count} {thing}s";
}
