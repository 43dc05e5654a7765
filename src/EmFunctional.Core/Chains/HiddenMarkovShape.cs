using System.Linq;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;

namespace EmFunctional.Chains;

static class HiddenMarkovShape
{
    /// <summary>γₜ(s), how likely each state is at each place of a sequence.</summary>
    public static ModelShape Of(HiddenMarkovData data, Func<Vector, HiddenMarkovParameters> at) =>
        new ModelShape.AlongSequences(
            data.Family.Shape.Columns.Map((j, column) => new SeenColumn(data.Names[j], column.Levels)).ToArray(),
            data.Sequences,
            (flat, sequence) => HiddenMarkovExpectation.StatesOf(data, sequence, at(flat))
        );
}
