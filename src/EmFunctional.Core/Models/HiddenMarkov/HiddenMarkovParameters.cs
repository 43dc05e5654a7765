using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.HiddenMarkov;

/// <summary>The parameters of a hidden Markov model with S states and V symbols.</summary>
public sealed record HiddenMarkovParameters
{
    internal HiddenMarkovParameters(Vector initial, Vector transition, Vector emission) =>
        (Initial, Transition, Emission) = (initial, transition, emission);

    /// <summary>πₛ, the probability that a sequence begins in state s [S].</summary>
    public Vector Initial { get; }

    /// <summary>aₛₜ, the probability that state t follows state s [S×S, row by row]; each row sums to 1.</summary>
    public Vector Transition { get; }

    /// <summary>bₛᵥ, the probability that state s shows symbol v [S×V, row by row]; each row sums to 1.</summary>
    public Vector Emission { get; }

    /// <summary>S, the number of states.</summary>
    public int States => Initial.Count;

    /// <summary>V, the number of symbols.</summary>
    public int Symbols => Emission.Count / States;

    /// <summary>Parameters to start from; what is 0 in them stays 0.</summary>
    /// <param name="initial">πₛ, from 0 to 1; they sum to 1 [S].</param>
    /// <param name="transition">aₛₜ, from 0 to 1; each row sums to 1 [S×S, row by row].</param>
    /// <param name="emission">bₛᵥ, from 0 to 1; each row sums to 1 [S×V, row by row].</param>
    /// <returns>The parameters, or every value that is outside its domain.</returns>
    public static Validation<EmError, HiddenMarkovParameters> Create(Vector initial, Vector transition, Vector emission)
    {
        if (initial.Count == 0)
            return new EmError.OutsideDomain("states", 0, Domain.WholeNumberFrom(1));
        var chart = HiddenMarkovModel.ChartOf(initial.Count, Math.Max(1, emission.Count / initial.Count));
        return ParameterGroups
            .Join(chart.Names, Prelude.Seq(("initial", initial), ("transition", transition), ("emission", emission)), Vector.Empty)
            .Bind(chart.StartFromFlat);
    }

    /// <summary><c>initial […], transition […], emission […]</c>.</summary>
    public override string ToString() => $"initial {Initial}, transition {Transition}, emission {Emission}";
}
