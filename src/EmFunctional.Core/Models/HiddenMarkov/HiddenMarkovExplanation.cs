using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using static EmFunctional.Narration.Passage;

namespace EmFunctional.Models.HiddenMarkov;

// The story of states that nobody saw.
static class HiddenMarkovExplanation
{
    public static Narrative Narrative(HiddenMarkovData data, int states, Func<Vector, HiddenMarkovParameters> at) =>
        new(
            "observation",
            "state",
            states,
            Scene: states == 1
                ? "Something is in a state that never changes, and at each place it shows a symbol, by probabilities of its own."
                : $"Something is in one of {states} states. From place to place it stays or changes, and at each place it shows a symbol, by probabilities that "
                    + "depend on the state.",
            Hidden: "the state behind each observation",
            Wanted: "how a sequence begins (initial), how states follow each other (transition), and what each shows (emission)",
            Counting: states == 1
                ? "count how often each symbol is shown, and divide by the number of all"
                : "count how often each state begins a sequence, follows each other and shows each symbol, and divide by the sums",
            Arr.create(
                states == 1
                    ? "A symbol depends on nothing before it."
                    : "The next state depends on the present one and on nothing before it; a symbol depends on the state behind it and on nothing else.",
                $"The symbols are {string.Join(", ", data.Symbols.Select((symbol, v) => $"{symbol} (emission[·][{v}])"))}."
            ),
            Enumerable.Range(0, states).Select(s => $"transition[{s}][{s}]").ToArray(),
            Arr.create<Passage>(new Working(Arr.create(Shortened(data)))),
            flat => Responsibility(data, at(flat)),
            (from, to, isFirst) => Iteration(data, at(from), at(to), isFirst)
        )
        {
            HasBlanks = data.Sequences.Exists(sequence => sequence.Any(symbol => symbol < 0)),
            Warnings = Arr.create("When the start has a probability of 0. It stays 0: what the start rules out, EM never finds."),
        };

    static string SymbolAt(HiddenMarkovData data, int t) => data.Sequences[0][t] is >= 0 and var symbol ? data.Symbols[(int)symbol] : "·";

    static string Shortened(HiddenMarkovData data)
    {
        const int Most = 30;
        var length = data.Sequences[0].Count;
        var seen = string.Join(' ', Enumerable.Range(0, Math.Min(length, Most)).Select(t => SymbolAt(data, t)));
        var isCut = length > Most ? " …" : "";
        return $"sequence 1 of {data.Sequences.Count}:  {seen}{isCut}{(data.Sequences[0].Any(symbol => symbol < 0) ? "  (· is missing)" : "")}";
    }

    static Arr<Passage> Responsibility(HiddenMarkovData data, HiddenMarkovParameters at)
    {
        var (posterior, length) = (HiddenMarkovExpectation.StatesOf(data, 0, at), data.Sequences[0].Count);
        double Weight(int t, int s) => posterior[t * at.States + s];
        var states = Enumerable.Range(0, at.States).ToArray();
        // A place that shows something, if there is one.
        var unsure = TextTable.Shown(length).OrderBy(t => data.Sequences[0][t] < 0).ThenBy(t => states.Max(s => Weight(t, s))).First();
        var spoken = MixtureNarrative.Spoken(Vector.Of(at.States, s => Weight(unsure, s)));
        var weight = Shown.Fixed(Weight(unsure, spoken), 2);
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
                        + (data.Sequences[0][unsure] < 0 ? "where nothing was observed" : $"which shows {SymbolAt(data, unsure)}")
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
                    new[] { "place", "symbol" }.Concat(states.Select(s => $"r[{s}]")).ToArray(),
                    length,
                    t => new[] { $"{t + 1}", SymbolAt(data, t) }.Concat(states.Select(s => Shown.Fixed(Weight(t, s), 2))).ToArray(),
                    (Arr<string>)
                        new[] { "sum", "" }
                            .Concat(states.Select(s => Shown.Fixed(Enumerable.Range(0, length).Sum(t => Weight(t, s)), 2)))
                            .ToArray()
                )
            )
        );
    }

    static Arr<Passage> Iteration(HiddenMarkovData data, HiddenMarkovParameters from, HiddenMarkovParameters to, bool isFirst)
    {
        var posterior = HiddenMarkovExpectation.StatesOf(data, 0, from);
        double Expected(int s, int v) =>
            Enumerable.Range(0, data.Sequences[0].Count).Where(t => data.Sequences[0][t] == v).Sum(t => posterior[t * from.States + s]);
        var states = Enumerable.Range(0, from.States).ToArray();
        var counts = new Figures(
            new(
                data.Symbols.Prepend("").ToArray(),
                states
                    .Select(s => (Arr<string>)data.Symbols.Select((_, v) => Shown.Fixed(Expected(s, v), 2)).Prepend($"state {s}").ToArray())
                    .ToArray()
            )
        );
        var probabilities = new Working(
            states
                .Select(s =>
                    $"state {s}: stays with {Shown.Fixed(to.Transition[s * to.States + s], 3)}, shows "
                    + string.Join(
                        ", ",
                        data.Symbols.Select((symbol, v) => $"{symbol} with {Shown.Fixed(to.Emission[s * to.Symbols + v], 3)}")
                    )
                )
                .ToArray()
        );
        return isFirst
            ? Arr.create<Passage>(
                new Prose(
                    from.States == 1
                        ? "E-step (expectation). Each observation counts for the one state, wholly. In the first sequence, so often it shows each symbol:"
                        : "E-step (expectation). Each observation counts for every state, as much as its responsibility says, and each step from one place to the next for every pair of "
                            + "states. Fractions come of it, since these are expected counts: averages over all that may have happened. In the first sequence, so "
                            + "often is each state expected to show each symbol:"
                ),
                counts,
                new Prose(
                    "M-step (maximisation). Now do as in chapter 1, as if these had been counted: each probability is a count divided by the sum of its kind."
                ),
                probabilities
            )
            : Arr.create<Passage>(counts, probabilities);
    }
}
