using System.Linq;
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
            Open,
            saved => HiddenMarkovModel.ChartOf(saved.Settings.Components, Math.Max(1, saved.Symbols.Count)).OnFlat()
        )
        {
            Count = CountOf,
            Reading = new() { IsOfSequences = true },
            Use = new ModelUse(
                (saved, table, chosen) =>
                    HiddenMarkovData.Parse(table, chosen, saved.Symbols).Map(data => HiddenMarkovUse.Apply(data, ParametersOf(saved))),
                (saved, seed, rows) => ParametersOf(saved).Sample(seed, rows)
            ),
        };

    static Int128 CountOf(ModelSettings settings, int symbols)
    {
        var s = (Int128)settings.Components;
        return s + s * s + s * Math.Max(1, symbols);
    }

    // Of the longest sequence what is likely at each place, forwards and by emission.
    static Validation<EmError, OpenedModel> Open(ModelRequest request) =>
        from data in HiddenMarkovData.Parse(request.Table, request.Chosen)
        from borne in request.Bears(
            data.Observations,
            CountOf(request, data.Symbols.Count),
            2 * (Int128)request.Components * data.Sequences.Max(sequence => sequence.Count)
        )
        from opened in Open(request, data)
        select opened;

    static HiddenMarkovParameters ParametersOf(SavedModel saved) => HiddenMarkovModel.FromFlat(saved.Parameters, saved.Settings.Components);

    static Validation<EmError, OpenedModel> Open(ModelRequest request, HiddenMarkovData data)
    {
        var model = HiddenMarkovModel.Of(request.Components, data.Symbols.Count);
        HiddenMarkovParameters At(Vector flat) => HiddenMarkovModel.FromFlat(flat, request.Components);
        return Problem
            .Of(model, data)
            .Map(problem => new OpenedModel(
                problem.OnChart(),
                new(data.Observations)
                {
                    Size = data.Observed,
                    Known = data.Labels,
                    Apply = Prelude.Some<Func<SavedModel, AppliedModel>>(saved => HiddenMarkovUse.Apply(data, ParametersOf(saved))),
                },
                new(HiddenMarkovStart.Ways(problem, data, request.Components))
                {
                    Alike = new AlikeStart(
                        Arr.create("emission"),
                        () =>
                        {
                            var (s, v) = (request.Components, data.Symbols.Count);
                            return Vector.Of(s + s * s + s * v, i => i < s + s * s ? 1.0 / s : 1.0 / v);
                        }
                    ),
                },
                new(() => HiddenMarkovExplanation.Narrative(data, request.Components, At)) { Shape = () => HiddenMarkovShape.Of(data, At) }
            )
            {
                Terms = new()
                {
                    Symbols = data.Symbols,
                    Axes = group =>
                        group switch
                        {
                            "initial" => Arr.create(ParameterAxis.Component),
                            "transition" => Arr.create(ParameterAxis.Component, ParameterAxis.Component),
                            _ => Arr.create(ParameterAxis.Component, ParameterAxis.Symbol),
                        },
                    Indexed = group => group == "emission" ? data.Symbols : Arr<string>.Empty,
                },
            })
            .ToValidation();
    }
}
