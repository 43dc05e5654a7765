using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Chains;

/// <summary>The parameters of a hidden Markov model with S states.</summary>
public sealed record HiddenMarkovParameters
{
    internal const string InitialGroup = "initial";
    internal const string TransitionGroup = "transition";

    internal HiddenMarkovParameters(Vector initial, Vector transition, Thetas thetas) =>
        (Initial, Transition, Thetas) = (initial, transition, thetas);

    // Of symbols.
    internal HiddenMarkovParameters(Vector initial, Vector transition, Vector emission)
        : this(
            initial,
            transition,
            Emissions.ShapeOf(Emissions.Numbered(Math.Max(1, emission.Count / initial.Count))).Of(initial.Count, emission)
        ) { }

    /// <summary>πₛ, the probability that a sequence begins in state s [S].</summary>
    public Vector Initial { get; }

    /// <summary>aₛₜ, the probability that state t follows state s [S×S, row by row]; each row sums to 1.</summary>
    public Vector Transition { get; }

    /// <summary>θ of what the states show, group after group, of each group state after state [S·p]: of symbols bₛᵥ, the probability of v in s [S×V].</summary>
    public Vector Emission => Thetas.Flat;

    /// <summary>S, the number of states.</summary>
    public int States => Initial.Count;

    internal Thetas Thetas { get; }

    // V, of symbols.
    internal int Symbols => Emission.Count / States;

    /// <summary>A group of numbers of all states: <c>initial</c>, <c>transition</c>, or one of the family, such as <c>mean</c> [S].</summary>
    /// <param name="group">The group's name.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public Vector this[string group] =>
        group switch
        {
            InitialGroup => Initial,
            TransitionGroup => Transition,
            _ => Thetas[group],
        };

    /// <summary>θ of what a state shows, in the order of the family's parameters [p].</summary>
    /// <param name="state">s, from 0.</param>
    public Vector Of(int state) => Thetas.Of(state);

    /// <summary>The same parameters with the states in another order; the likelihood does not change.</summary>
    /// <param name="order">For each new state the old one [S].</param>
    /// <exception cref="ArgumentException">The order has not each state once.</exception>
    public HiddenMarkovParameters Reordered(Arr<int> order)
    {
        var old = ComponentOrder.Of(order, States);
        return new(
            Initial.Select(old),
            Vector.Of(States * States, i => Transition[old[i / States] * States + old[i % States]]),
            Thetas.Chosen(old)
        );
    }

    /// <summary><c>initial […], transition […], mean […] …</c>.</summary>
    public override string ToString() => $"initial {Initial}, transition {Transition}, {Thetas}";
}
