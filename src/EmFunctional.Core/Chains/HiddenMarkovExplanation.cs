using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;

namespace EmFunctional.Chains;

// The story of states that nobody saw.
static class HiddenMarkovExplanation
{
    public static Narrative Narrative(HiddenMarkovData data, int states, Func<Vector, HiddenMarkovParameters> at)
    {
        var shown = ShownBy.Of(data, states);
        var noun = shown.Noun;
        return new(
            "observation",
            "state",
            states,
            Scene: states == 1
                ? $"Something is in a state that never changes, and at each place {shown.Scene}."
                : $"Something is in one of {states} states. From place to place it stays or changes, and at each place {shown.Scene}.",
            Hidden: "the state behind each observation",
            Wanted: $"how a sequence begins (initial), how states follow each other (transition), and what each shows ({shown.Groups})",
            Counting: shown.Counting,
            Arr.create(
                    states == 1
                        ? $"{char.ToUpperInvariant(shown.A[0])}{shown.A[1..]} {noun} depends on nothing before it."
                        : $"The next state depends on the present one and on nothing before it; {shown.A} {noun} depends on the state behind it and on nothing else."
                )
                .AddRange(shown.Remarks),
            Enumerable.Range(0, states).Select(s => $"transition[{s}][{s}]").ToArray(),
            Arr.create<Passage>(new Working(Arr.create(Shortened(data, shown)))),
            flat => Responsibility(data, shown, at(flat)),
            (from, to, isFirst) => Iteration(data, shown, at(from), at(to), isFirst)
        )
        {
            HasBlanks = shown.HasBlanks,
            IsGeneralised = data.Family.Shape.IsGeneralised,
            Warnings = Arr.create("When the start has a probability of 0. It stays 0: what the start rules out, EM never finds."),
        };
    }

    static string Text(ShownBy shown, int t) => string.Join(" | ", shown.Cells(t));

    static string Shortened(HiddenMarkovData data, ShownBy shown)
    {
        const int Most = 30;
        var length = data.Length(0);
        var between = shown.Headings.Count == 1 ? " " : ", ";
        var seen = string.Join(between, Enumerable.Range(0, Math.Min(length, Most)).Select(t => Text(shown, t)));
        var isCut = length > Most ? " …" : "";
        var hasGap = Enumerable.Range(0, length).Any(t => shown.Cells(t).Contains("·"));
        return $"sequence 1 of {data.Count}:  {seen}{isCut}{(hasGap ? "  (· is missing)" : "")}";
    }

    static Arr<Passage> Responsibility(HiddenMarkovData data, ShownBy shown, HiddenMarkovParameters at)
    {
        var (posterior, length) = (HiddenMarkovExpectation.StatesOf(data, 0, at), data.Length(0));
        double Weight(int t, int s) => posterior[t * at.States + s];
        var states = Enumerable.Range(0, at.States).ToArray();
        // A place that shows something, if there is one.
        var unsure = TextTable.RowsToShow(length).OrderBy(shown.IsBlank).ThenBy(t => states.Max(s => Weight(t, s))).First();
        var spoken = MixtureNarrative.Spoken(Vector.Of(at.States, s => Weight(unsure, s)));
        var weight = NumberFormat.Fixed(Weight(unsure, spoken), 2);
        return Arr.create<Passage>(
            new Prose(
                at.States == 1
                    ? "With one state every responsibility (r) is 1: it is behind every observation."
                    : "Bayes' rule makes probabilities of how well each state fits, but an observation does not stand alone: what came before it and what "
                        + "comes after it both tell of its state. A pass forward and a pass backward along the sequence gather them, and meet at each place."
            ),
            new Prose(
                at.States == 1
                    ? "The first sequence:"
                    : $"Take place {unsure + 1} of the first sequence, "
                        + (shown.IsBlank(unsure) ? "where nothing was observed" : $"which shows {Text(shown, unsure)}")
                        + $": state {spoken} has responsibility {weight}, r[{spoken}] for short. Given the current guess and the whole sequence, state {spoken} was there "
                        + $"with probability {weight}. It says how much we know and not what happened: one state was there, and "
                        + (
                            states.Max(s => Weight(unsure, s)) < MixtureNarrative.AllButCertain
                                ? "we cannot tell which."
                                : "given this guess there is next to no doubt which."
                        )
            ),
            new Figures(
                TextTable.Shortened(
                    shown.Headings.Prepend("place").Concat(states.Select(s => $"r[{s}]")).ToArray(),
                    length,
                    t => shown.Cells(t).Prepend($"{t + 1}").Concat(states.Select(s => NumberFormat.Fixed(Weight(t, s), 2))).ToArray(),
                    (Arr<string>)
                        shown
                            .Headings.Map(_ => "")
                            .Prepend("sum")
                            .Concat(states.Select(s => NumberFormat.Fixed(Enumerable.Range(0, length).Sum(t => Weight(t, s)), 2)))
                            .ToArray()
                )
            )
        );
    }

    static Arr<Passage> Iteration(
        HiddenMarkovData data,
        ShownBy shown,
        HiddenMarkovParameters from,
        HiddenMarkovParameters to,
        bool isFirst
    )
    {
        var counts = new Figures(shown.Counts(HiddenMarkovExpectation.StatesOf(data, 0, from)));
        var probabilities = new Working(
            Enumerable
                .Range(0, from.States)
                .Select(s => $"state {s}: stays with {NumberFormat.Fixed(to.Transition[s * to.States + s], 3)}, {shown.Estimate(to, s)}")
                .ToArray()
        );
        return isFirst
            ? Arr.create<Passage>(
                new Prose(
                    from.States == 1
                        ? $"E-step (expectation). Each observation counts for the one state, wholly. In the first sequence, {shown.CountsOf}:"
                        : "E-step (expectation). Each observation counts for every state, as much as its responsibility says, and each step from one place to the next for every pair of "
                            + "states. Fractions come of it, since these are expected counts: averages over all that may have happened. In the first sequence, "
                            + $"{shown.CountsOf}:"
                ),
                counts,
                new Prose($"M-step (maximisation). Now do as in chapter 1, as if these had been counted: {shown.Divided}."),
                probabilities
            )
            : Arr.create<Passage>(counts, probabilities);
    }
}
