using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Chains;

/// <summary>
/// A hidden Markov model over any family: a sequence begins in state s with probability πₛ, goes on from s to t with probability aₛₜ, and shows x
/// in s with density f(x | θₛ). EM for it is the Baum-Welch algorithm. Source: Baum, Petrie, Soules, Weiss (1970), Annals of Mathematical Statistics
/// 41:164; Rabiner (1989), Proceedings of the IEEE 77:257.
/// </summary>
public sealed record HiddenMarkov : EmModel<HiddenMarkovData, HiddenMarkovParameters, Vector>
{
    internal const string Called = "hmm";

    HiddenMarkov(Family family, int states, FixedParameters fixedParameters, HiddenMarkovMaximiser maximiser)
        : base(
            ModelName.Of(Called, fixedParameters, new ModelOption("components", $"{states}"), new("emission", Emissions.TextOf(family))),
            Identify: data => data.Id,
            Blocks: data => BlocksOf(family, data, states),
            EStep: (data, at) => HiddenMarkovExpectation.Prepare(family, data, at),
            MStep: maximiser.Maximise,
            Modelling.Statistics.Vector,
            LogPrior: _ => 0,
            HiddenMarkovChart.Of(family, states, fixedParameters),
            family.Shape.IsMonotone
        )
    {
        (Family, States, FixedParameters) = (family, states, fixedParameters);
        WeightUnit = data => data.Weights.Least;
        Describe = data => data.Description;
        Hashes = data => data.Hashes;
        Portion = data => PortionOf(family, data, states);
        Carry = maximiser.Carry;
    }

    /// <summary>The family of what states show.</summary>
    public Family Family { get; }

    /// <summary>S.</summary>
    public int States { get; }

    /// <summary>The numbers that are held; of <c>initial</c>, of a row of <c>transition</c> and of a row of probabilities all or none.</summary>
    public FixedParameters FixedParameters { get; }

    /// <summary>A hidden Markov model over a family.</summary>
    /// <param name="states">S ≥ 1.</param>
    /// <param name="fixedParameters">Numbers that are held, such as <c>FixedParameters.At("mean[0]", 0)</c>; nothing if null.</param>
    /// <param name="family">The family, where its default value is not it.</param>
    /// <exception cref="ArgumentOutOfRangeException">S is below 1.</exception>
    /// <exception cref="ArgumentException">A part of a row of probabilities is held.</exception>
    public static HiddenMarkov Of<TFamily>(int states, FixedParameters? fixedParameters = null, TFamily family = default)
        where TFamily : struct, IFamily<TFamily> => Of(Family.Of(family), states, fixedParameters);

    /// <summary>The same of a family that is known when the program runs.</summary>
    /// <param name="family">The family.</param>
    /// <param name="states">S ≥ 1.</param>
    /// <param name="fixedParameters">Numbers that are held; nothing if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">S is below 1.</exception>
    /// <exception cref="ArgumentException">A part of a row of probabilities is held.</exception>
    public static HiddenMarkov Of(Family family, int states, FixedParameters? fixedParameters = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 1);
        if (FaultOfFixed(family, states, fixedParameters ?? FixedParameters.None).Case is EmError.CannotDo fault)
            throw new ArgumentException($"{fault.Model} cannot {fault.Deed}", nameof(fixedParameters));
        return new(family, states, fixedParameters ?? FixedParameters.None, new(family, states, fixedParameters ?? FixedParameters.None));
    }

    /// <summary>The model of S states that show one of V symbols.</summary>
    /// <param name="states">S ≥ 1.</param>
    /// <param name="symbols">V ≥ 1, as many as the data have.</param>
    /// <exception cref="ArgumentOutOfRangeException">S or V is below 1.</exception>
    /// <example>
    /// <code><![CDATA[
    /// var weather = HiddenMarkovData.Create(["dry", "dry", "wet", "wet", "wet", "dry", "dry", "dry"]).OrThrow();
    /// var model = HiddenMarkov.Of(states: 2, symbols: 2);
    /// var fit = Em.Fit(model, weather, model.Start(weather)).OrThrow();
    /// Console.WriteLine($"{fit.State.Objective:F4}"); // prints: -4.1589
    /// ]]></code>
    /// </example>
    public static HiddenMarkov Of(int states, int symbols)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 1);
        return Of(Emissions.Numbered(symbols), states);
    }

    /// <summary>Why numbers cannot be held, if they cannot: rows of probabilities and the like are held as a whole.</summary>
    internal static Option<EmError> FaultOfFixed(Family family, int states, FixedParameters fixedParameters)
    {
        var rows = Coordinates.Indexed(HiddenMarkovParameters.TransitionGroup, states).Prepend(HiddenMarkovParameters.InitialGroup);
        var part = rows.FirstOrDefault(row => fixedParameters.AllOrNone(Coordinates.Indexed(row, states)).IsNone);
        return Prelude
            .Optional(part)
            .Match(
                Prelude.Some,
                () => ThetaChart.PartlyHeld(Emissions.ShapeOf(family), states, fixedParameters).Map(group => $"the {group} of a state")
            )
            .Map(EmError (held) => new EmError.CannotDo(Called, $"hold a part of {held}; hold all of its numbers"));
    }

    // What a part of the data must be, which need not have an observation for each state.
    static Either<EmError, int> PortionOf(Family family, HiddenMarkovData data, int states)
    {
        var (own, other) = (Emissions.SymbolsOf(family).Count, data.Symbols.Count);
        if (own != other)
            return new EmError.WrongLength("the symbols of the data", own, other);
        if (family.Shape.Width != data.Names.Count)
            return new EmError.WrongLength("the columns of the data", family.Shape.Width, data.Names.Count);
        return data.Labels.Within(states).Map(_ => HiddenMarkovExpectation.BlocksOf(data));
    }

    static Either<EmError, int> BlocksOf(Family family, HiddenMarkovData data, int states)
    {
        if (states > data.Observations)
            return new EmError.TooManyComponents(states, data.Observations, "observations");
        if (family.Shape.NeedsVariety && data.Rows.DistinctUpTo(states).Case is int distinct && distinct < states)
            return new EmError.TooManyComponents(states, distinct, "distinct values");
        return PortionOf(family, data, states);
    }

    /// <summary>Parameters of a model of symbols to start from; what is 0 in them stays 0.</summary>
    /// <param name="initial">πₛ, from 0 to 1; they sum to 1 [S].</param>
    /// <param name="transition">aₛₜ, from 0 to 1; each row sums to 1 [S×S, row by row].</param>
    /// <param name="emission">bₛᵥ, from 0 to 1; each row sums to 1 [S×V, row by row].</param>
    /// <returns>The parameters, or every value that is outside its domain.</returns>
    public static Validation<EmError, HiddenMarkovParameters> Parameters(Vector initial, Vector transition, Vector emission)
    {
        if (initial.Count == 0)
            return new EmError.OutsideDomain("states", 0, Domain.WholeNumberFrom(1));
        var chart = HiddenMarkovChart.Of(
            Emissions.Numbered(Math.Max(1, emission.Count / initial.Count)),
            initial.Count,
            FixedParameters.None
        );
        return ParameterGroups
            .Join(chart.Names, Prelude.Seq(("initial", initial), ("transition", transition), ("emission", emission)), Vector.Empty)
            .Bind(chart.StartFromFlat);
    }

    /// <summary>
    /// Parameters from groups of numbers, such as <c>("mean", [0, 3])</c>; all states equally likely at first and after each other unless <c>initial</c>
    /// and <c>transition</c> are given.
    /// </summary>
    /// <param name="groups">The groups.</param>
    /// <returns>The parameters to start from; or the groups that are missing, unknown or of another length, or all values outside their domain.</returns>
    public Validation<EmError, HiddenMarkovParameters> At(params (string Group, Vector Values)[] groups)
    {
        var even = (int count) => Vector.Of(count, _ => 1.0 / States);
        var given = Prelude
            .Seq((HiddenMarkovParameters.InitialGroup, even(States)), (HiddenMarkovParameters.TransitionGroup, even(States * States)))
            .Filter(standard => !groups.Any(g => g.Group == standard.Item1))
            .Concat(groups.ToSeq());
        var missing = Emissions
            .ShapeOf(Family)
            .Parameters.Filter(parameter => !given.Exists(g => g.Item1 == parameter.Name))
            .Map(EmError (parameter) => new EmError.WrongLength(parameter.Name, States * parameter.Count, 0))
            .ToSeq();
        return missing.IsEmpty ? ParameterGroups.Join(Chart.Names, given, Vector.Empty).Bind(Chart.StartFromFlat) : missing;
    }

    /// <summary>
    /// A start that needs no randomness: all states equally likely at first, each kept with probability 0.8, and what they show as a mixture would
    /// start from the observations without their order, of symbols leaning to the first, the second …
    /// </summary>
    /// <param name="data">The sequences.</param>
    public HiddenMarkovParameters Start(HiddenMarkovData data) => HiddenMarkovStart.Leaning(data, States);

    /// <summary>A start whose numbers are drawn.</summary>
    /// <param name="data">The sequences.</param>
    /// <param name="seed">What is drawn.</param>
    public HiddenMarkovParameters Start(HiddenMarkovData data, Seed seed) => HiddenMarkovStart.Random(data, States, seed);

    /// <summary>For each observation the posterior of its state given its whole sequence, and ln p(xₜ | x₀ … xₜ₋₁).</summary>
    /// <param name="data">The sequences.</param>
    /// <param name="at">π, a, θ.</param>
    public AppliedModel Apply(HiddenMarkovData data, HiddenMarkovParameters at) => HiddenMarkovUse.Apply(data, at);

    /// <summary>A sequence drawn from the model.</summary>
    /// <param name="at">π, a, θ.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="length">T.</param>
    /// <param name="columns">What the columns are called [d]; as the family calls them if none are named.</param>
    /// <returns>The rows, and the states.</returns>
    public DrawnRows Sample(HiddenMarkovParameters at, Seed seed, int length, IReadOnlyList<string>? columns = null) =>
        HiddenMarkovUse.Sample(Family, at, seed, length, Prelude.toArray(columns ?? []));
}
