using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Chains;

// The M-step: how often sequences begin in each state and each follows each, as shares; and of what states show that of the family.
sealed class HiddenMarkovMaximiser(Family family, int states, FixedParameters fixedParameters)
{
    readonly bool[] _held = ThetaChart.Held(Emissions.ShapeOf(family), states, fixedParameters, Arr<string>.Empty);
    readonly bool _isInitialHeld = fixedParameters.Of(HiddenMarkovParameters.InitialGroup, states).Contains(true);
    readonly bool[] _heldRows =
    [
        .. Enumerable
            .Range(0, states)
            .Select(i => fixedParameters.Of($"{HiddenMarkovParameters.TransitionGroup}[{i}]", states).Contains(true)),
    ];

    // Each row is its expected counts divided by their sum; where the sum is 0, as of a state that nothing visits, the row is kept.
    public Either<EmError, Proposal<HiddenMarkovParameters>> Maximise(HiddenMarkovParameters at, Vector expected)
    {
        var s = states;
        var transitions = expected.Slice(s, s * s);
        var sums = Emissions.WithMasses(family, expected.Slice(s + s * s, s * Emissions.SumsOf(family)));
        return MemberStep
            .Maximise(family, sums, at.Thetas.ByMember(), _held)
            .Map(thetas =>
            {
                var to = new HiddenMarkovParameters(
                    _isInitialHeld ? at.Initial : Shares(expected.Slice(0, s), at.Initial),
                    Rows(transitions, at.Transition, s),
                    Emissions.ShapeOf(family).OfMembers(s, thetas)
                );
                var stride = sums.Count / s;
                var dead = Enumerable.Range(0, s).Where(i => !(transitions.Slice(i * s, s).Sum() > 0) || !(sums[i * stride] > 0));
                return new Proposal<HiddenMarkovParameters>(
                    to,
                    dead.Select(Diagnostic (i) => new Diagnostic.Empty(i))
                        .Concat(MemberStep.Undetermined(family, sums, _held))
                        .Concat(Coincident(to))
                        .ToArray()
                );
            });
    }

    /// <summary>The statistics about other parameters.</summary>
    public Either<EmError, Vector> Carry(HiddenMarkovParameters from, HiddenMarkovParameters to, Vector expected)
    {
        var counts = states + states * states;
        return Emissions.AreSymbols(family)
            ? expected
            : MemberStep
                .Carry(family, expected.Slice(counts, states * Emissions.SumsOf(family)), from.Thetas.ByMember(), to.Thetas.ByMember())
                .Map(sums =>
                    Vector.Concat([
                        expected.Slice(0, counts),
                        sums,
                        expected.Slice(counts + sums.Count, expected.Count - counts - sums.Count),
                    ])
                );
    }

    static IEnumerable<Diagnostic> Coincident(HiddenMarkovParameters p) =>
        from second in Enumerable.Range(0, p.States)
        from first in Enumerable.Range(0, second).Where(first => p.Reordered(Swap(p.States, first, second)).Equals(p)).Take(1)
        select new Diagnostic.Coincident(first, second);

    static Arr<int> Swap(int count, int i, int j) =>
        Enumerable
            .Range(0, count)
            .Select(k =>
                k == i ? j
                : k == j ? i
                : k
            )
            .ToArray();

    Vector Rows(Vector counts, Vector otherwise, int width) =>
        Vector.Concat([
            .. Enumerable
                .Range(0, counts.Count / width)
                .Select(row =>
                    otherwise.Slice(row * width, width) is var own && _heldRows[row] ? own : Shares(counts.Slice(row * width, width), own)
                ),
        ]);

    public static Vector Shares(Vector counts, Vector otherwise)
    {
        var sum = counts.Sum();
        return sum > 0 ? counts.Map(count => count / sum) : otherwise;
    }
}
