using System.Collections.Generic;
using System.Linq;
using EmFunctional.Chains;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Chains;

public class HiddenMarkovTests
{
    static HiddenMarkovData Sequences(params string[] sequences) =>
        HiddenMarkovData.Create(sequences.Select(sequence => sequence.Select(symbol => $"{symbol}"))).OrThrow();

    static HiddenMarkovParameters At(Vector initial, Vector transition, Vector emission) =>
        HiddenMarkov.Parameters(initial, transition, emission).OrThrow();

    [Fact]
    public void The_likelihood_and_the_posterior_are_those_of_all_paths_added_up()
    {
        var data = Sequences("abca", "cb", "b");
        var p = At([0.5, 0.3, 0.2], [0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.25, 0.25, 0.5], [0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4]);
        var state = Em.Iterate(HiddenMarkov.Of(3, 3), data, p).First().OrThrow();
        Close.To(
            data.Sequences.Sum(sequence => Math.Log(Paths(sequence, p).Sum(path => path.Probability))),
            state.At.Objective,
            1e-13,
            "objective"
        );
        var posterior = HiddenMarkovExpectation.StatesOf(data, 0, p);
        var paths = Paths(data.Sequences[0], p).ToArray();
        var total = paths.Sum(path => path.Probability);
        for (var t = 0; t < 4; t++)
        for (var s = 0; s < 3; s++)
            Close.To(
                paths.Where(path => path.States[t] == s).Sum(path => path.Probability) / total,
                posterior[t * 3 + s],
                1e-13,
                $"state {s} at {t}"
            );
    }

    // Every path of states with its joint probability: Sᵀ of them.
    static IEnumerable<(int[] States, double Probability)> Paths(Vector x, HiddenMarkovParameters p) =>
        x.Skip(1)
            .Aggregate(
                Enumerable
                    .Range(0, p.States)
                    .Select(s => (States: new[] { s }, Probability: p.Initial[s] * p.Emission[s * p.Symbols + (int)x[0]])),
                (paths, symbol) =>
                    paths.SelectMany(path =>
                        Enumerable
                            .Range(0, p.States)
                            .Select(s =>
                                (
                                    path.States.Append(s).ToArray(),
                                    path.Probability
                                        * p.Transition[path.States[^1] * p.States + s]
                                        * p.Emission[s * p.Symbols + (int)symbol]
                                )
                            )
                    )
            );

    [Fact]
    public void A_long_sequence_does_not_underflow()
    {
        var data = Sequences(string.Concat(Enumerable.Range(0, 100_000).Select(i => i * i % 7 < 3 ? 'a' : 'b')));
        var end = Em.Fit(HiddenMarkov.Of(2, 2), data, HiddenMarkovStart.Leaning(data, 2), StopRule.Iterations(5)).OrThrow();
        Assert.InRange(end.State.Objective, -100_000 * Math.Log(2), 0);
    }

    [Fact]
    public void Many_sequences_are_cut_in_blocks_and_add_up()
    {
        var one = Sequences("abba", "ab");
        var many = Sequences([.. Enumerable.Repeat(new[] { "abba", "ab" }, 3000).SelectMany(x => x)]);
        var model = HiddenMarkov.Of(2, 2);
        Assert.Equal(5, model.Blocks(many).OrThrow());
        var start = HiddenMarkovStart.Leaning(one, 2);
        var (few, all) = (Em.Iterate(model, one, start).ElementAt(3).OrThrow(), Em.Iterate(model, many, start).ElementAt(3).OrThrow());
        Close.To(3000 * few.At.Objective, all.At.Objective, 1e-11, "objective");
        foreach (var (expected, actual) in few.At.Parameters.Transition.Zip(all.At.Parameters.Transition))
            Close.To(expected, actual, 1e-11, "transition");
    }

    [Fact]
    public void A_state_that_nothing_visits_keeps_its_rows_and_is_a_diagnostic()
    {
        var data = Sequences("abab", "abb");
        var start = At([1, 0], [1, 0, 0.3, 0.7], [0.5, 0.5, 0.2, 0.8]);
        var after = Em.Iterate(HiddenMarkov.Of(2, 2), data, start).ElementAt(1).OrThrow();
        Assert.Equal("empty(1)", string.Join(' ', after.At.Diagnostics.Select(diagnostic => diagnostic.Key)));
        Assert.Equal([0.3, 0.7], after.At.Parameters.Transition.Slice(2, 2));
        Assert.Equal([0.2, 0.8], after.At.Parameters.Emission.Slice(2, 2));
    }

    [Fact]
    public void What_is_impossible_in_the_start_stays_so()
    {
        var data = Sequences("aabbcc", "abbccc");
        var leftToRight = At([1, 0, 0], [0.5, 0.5, 0, 0, 0.5, 0.5, 0, 0, 1], [0.5, 0.3, 0.2, 0.3, 0.5, 0.2, 0.2, 0.3, 0.5]);
        foreach (var name in Algorithm.Names)
        {
            var algorithm = Algorithm.Find<HiddenMarkovParameters>(name).OrThrow();
            var end = Em.Fit(HiddenMarkov.Of(3, 3), data, leftToRight, StopRule.Iterations(50), algorithm).OrThrow().State.Parameters;
            Assert.Equal([0, 0, 0, 0], new[] { 2, 3, 6, 7 }.Select(i => end.Transition[i]));
        }
    }

    [Fact]
    public void A_sequence_that_cannot_be_is_an_error_with_its_place()
    {
        var data = Sequences("aa", "aab");
        var error = Em.Iterate(HiddenMarkov.Of(2, 2), data, At([1, 0], [1, 0, 0, 1], [1, 0, 0, 1])).First().LeftAsEnumerable().Single();
        Assert.Equal(new EmError.ImpossibleSequence(2, 3), error);
        Assert.Equal(
            "sequence 2 of the data has probability 0: its observation 3 cannot follow those before it; start from parameters that allow it, or "
                + "check the sequence",
            error.ToString()
        );
    }

    [Fact]
    public void States_that_are_the_same_are_a_diagnostic()
    {
        var start = At([0.5, 0.5], [0.6, 0.4, 0.4, 0.6], [0.7, 0.3, 0.7, 0.3]);
        var after = Em.Iterate(HiddenMarkov.Of(2, 2), Sequences("abba", "aab"), start).ElementAt(1).OrThrow();
        Assert.Equal("coincident(0,1)", string.Join(' ', after.At.Diagnostics.Select(diagnostic => diagnostic.Key)));
    }

    [Fact]
    public void One_state_reaches_its_closed_form_in_one_step()
    {
        var data = Sequences("aabc", "ca");
        var after = Em.Iterate(HiddenMarkov.Of(1, 3), data, HiddenMarkovStart.Leaning(data, 1)).ElementAt(1).OrThrow();
        Assert.Equal([3 / 6.0, 1 / 6.0, 2 / 6.0], after.At.Parameters.Emission);
    }

    [Fact]
    public void Sequences_are_told_apart_by_a_column_and_symbols_are_ordered_by_number_or_letter()
    {
        var data = HiddenMarkovData.Parse(TestTable.Of("sequence,x", "a,10", "a,9", "b,10", "a,2")).OrThrow();
        Assert.Equal("2 9 10", string.Join(' ', data.Symbols));
        Assert.Equal("[2, 1, 0] [2]", string.Join(' ', data.Sequences));
        var letters = HiddenMarkovData.Parse(TestTable.Of("base", "T", "A", "T")).OrThrow();
        Assert.Equal("A T", string.Join(' ', letters.Symbols));
        Assert.Equal(
            "test.csv: columns x, y all hold numbers; choose one",
            HiddenMarkovData.Parse(TestTable.Of("x,y", "1,2")).FailAsEnumerable().Single().ToString()
        );
        Assert.Equal(
            "nothing of symbols was observed; leave it out, or choose another column",
            HiddenMarkovData.Parse(TestTable.Of("sequence,x", "a,NA", "a,")).FailAsEnumerable().Single().ToString()
        );
    }

    [Fact]
    public void Data_of_other_symbols_are_refused() =>
        Assert.Equal(
            new EmError.WrongLength("the symbols of the data", 3, 2),
            HiddenMarkov.Of(2, 3).Blocks(Sequences("ab")).LeftAsEnumerable().Single()
        );
}
