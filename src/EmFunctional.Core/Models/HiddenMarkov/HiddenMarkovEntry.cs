using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.HiddenMarkov;

static class HiddenMarkovEntry
{
    public static ModelEntry Entry { get; } =
        new(
            "hmm",
            "sequences of symbols made by states that nobody saw: a hidden Markov model (Baum-Welch)",
            Arr.create(
                ModelOptionEntry.Components,
                new("emission", "categorical", Arr.create("categorical"), "what a state shows: one of the symbols in the data")
            ),
            request => HiddenMarkovData.Parse(request.Table, request.Chosen).Bind(data => Open(request, data)),
            saved => HiddenMarkovModel.ChartOf(saved.Settings.Components, Math.Max(1, saved.Symbols.Count)).OnFlat()
        )
        {
            Use = new ModelUse(
                (saved, table, chosen) =>
                    HiddenMarkovData.Parse(table, chosen, saved.Symbols).Map(data => HiddenMarkovUse.Apply(data, ParametersOf(saved))),
                (saved, seed, rows) => ParametersOf(saved).Sample(seed, rows)
            ),
        };

    static HiddenMarkovParameters ParametersOf(SavedModel saved) => HiddenMarkovModel.FromFlat(saved.Parameters, saved.Settings.Components);

    static Validation<EmError, OpenedModel> Open(ModelRequest request, HiddenMarkovData data)
    {
        var model = HiddenMarkovModel.Of(request.Components, data.Symbols.Count);
        HiddenMarkovParameters At(Vector flat) => HiddenMarkovModel.FromFlat(flat, request.Components);
        return Problem
            .Of(model, data)
            .Map(problem => new OpenedModel(
                problem.OnChart(),
                data.Observations,
                StartEntry.Only("leaning", model.Chart.ToFlat(HiddenMarkovModel.DefaultStart(data, request.Components))),
                Arr.create(
                    "Hidden: the state behind each observation. Wanted: how a sequence begins, how states follow each other, what each shows.",
                    $"The symbols are {string.Join(", ", data.Symbols.Select((symbol, v) => $"{symbol} (emission[·][{v}])"))}."
                ),
                (from, to) => Explain(data, At(from), At(to))
            )
            {
                Known = data.Labels,
                Shape = HiddenMarkovShape.Of(data, At),
                Apply = Prelude.Some<Func<SavedModel, AppliedModel>>(saved => HiddenMarkovUse.Apply(data, ParametersOf(saved))),
                Symbols = data.Symbols,
                Size = data.Observed,
            })
            .ToValidation();
    }

    static Arr<Section> Explain(HiddenMarkovData data, HiddenMarkovParameters from, HiddenMarkovParameters to)
    {
        var posterior = HiddenMarkovExpectation.StatesOf(data, 0, from);
        var states = Enumerable.Range(0, from.States).ToArray();
        double At(int t, int s) => posterior[t * from.States + s];
        var length = data.Sequences[0].Count;
        var table = TextTable.Shortened(
            new[] { "place", "symbol" }.Concat(states.Select(s => $"state[{s}]")).ToArray(),
            length,
            t =>
                new[] { $"{t + 1}", data.Sequences[0][t] is >= 0 and var symbol ? data.Symbols[(int)symbol] : "" }
                    .Concat(states.Select(s => Shown.Fixed(At(t, s), 2)))
                    .ToArray(),
            new[] { "sum", "" }.Concat(states.Select(s => Shown.Fixed(Enumerable.Range(0, length).Sum(t => At(t, s)), 2))).ToArray()
        );
        return Arr.create(
            new Section(
                "E-step: how likely is each state behind each observation of the first sequence?",
                Arr.create("What came before and what comes after both count: the forward and the backward pass meet at each place."),
                table,
                Arr<string>.Empty
            ),
            new Section(
                "M-step: the probabilities that fit these expected counts best",
                Arr.create("Each row of probabilities is its expected counts, of starts, steps or symbols, divided by their sum."),
                Option<TextTable>.None,
                states
                    .Select(s =>
                        $"state {s}: stays with {Shown.Fixed(to.Transition[s * to.States + s], 3)}, shows "
                        + string.Join(
                            ", ",
                            data.Symbols.Select((symbol, v) => $"{symbol} with {Shown.Fixed(to.Emission[s * to.Symbols + v], 3)}")
                        )
                    )
                    .ToArray()
            )
        );
    }
}
