using EmFunctional.Numerics;

namespace EmFunctional.Models.HiddenMarkov;

static class HiddenMarkovShape
{
    /// <summary>γₜ(s), how likely each state is at each place of a sequence.</summary>
    public static ModelShape Of(HiddenMarkovData data, Func<Vector, HiddenMarkovParameters> at) =>
        new ModelShape.AlongSequences(
            data.Symbols,
            data.Sequences,
            (flat, sequence) => HiddenMarkovExpectation.StatesOf(data, sequence, at(flat))
        );
}
