using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

/// <summary>The laws that every EM model obeys, tried on yours.</summary>
public static class EmLaws
{
    /// <summary>Tries each law from some starts. Nothing is random but the starts, and they are drawn by the seed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Some data for it: a few dozen rows will do.</param>
    /// <param name="seed">Where the starts come from.</param>
    /// <param name="options">What the laws need to know beyond the model, if anything.</param>
    /// <returns>Law by law whether it held, was left out, or where and by how much it broke.</returns>
    /// <example>
    /// <code><![CDATA[
    /// var (coins, flips) = (Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow());
    /// var start = coins.At(("theta", [0.6, 0.5])).OrThrow();
    /// var report = EmLaws.Check(coins, flips, seed: 1);
    /// Console.WriteLine(report.Broken.Count); // prints: 0
    /// ]]></code>
    /// </example>
    public static LawReport Check<TData, TParams, TStats>(
        EmModel<TData, TParams, TStats> model,
        TData data,
        ulong seed,
        LawOptions<TData, TParams>? options = null
    ) =>
        Trials<TData, TParams, TStats>
            .Of(model, data, new Seed(seed), options ?? new())
            .Match(
                Right: trials => new LawReport(model.Name.ToString(), seed, Outcomes(trials, Laws(trials)).ToArray()),
                Left: error => throw new ArgumentException($"the data cannot bear the model: {error}", nameof(data))
            );

    const string Optimum = "no start led to a fixed point";
    const string NotMonotone = "the model is declared not monotone, or every iterate has a diagnostic";
    const string NoRows = "no way to choose rows of the data is given, or the parts are too small for the model";
    const string NoWeights = "no way to give rows weights is given";
    const string NoLabels = "no way to change labels is given";
    const string NoStream = "its statistics cannot be told about other parameters, or no M-step is exact";
    const string NoneLabelled = "no data with a label for every row are given";
    const string NoSymmetries = "no changes are given that the data allow";
    const string NoSupport = "nothing is given of what a row could be";
    const string NoComplete =
        "no expected complete-data log-likelihood is given, or every iterate lies on a border of the domain, such as a floor, "
        + "where free coordinates are infinite and have no slope";

    static IEnumerable<Law> Laws<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials) =>
        [
            new("computed twice, the same bits", StepLaws.Twice(trials), ""),
            new("blocks in any order, the same bits", StepLaws.BlockOrder(trials), ""),
            new("computed in parts, the same bits", StepLaws.Parts(trials), ""),
            new("statistics add up", StepLaws.Statistics(trials), "the E-step failed"),
            new("resumed from numbers, the same bits", StepLaws.Resumed(trials), "no iterate has a successor"),
            new("statistics are the same about other parameters", StreamLaws.Carried(trials), NoStream),
            new("a batch of all rows is a step of EM, the same bits", StreamLaws.OneBatch(trials), NoStream),
            new("the chart loses nothing", ParameterLaws.Chart(trials), ""),
            new("the domain has no holes", ParameterLaws.Domain(trials), ""),
            new("labels do not matter", ParameterLaws.Labels(trials), NoLabels),
            new("the objective never falls", ObjectiveLaws.Monotone(trials), NotMonotone),
            new("the objective is that of its own parameters", ObjectiveLaws.OwnParameters(trials), "no first step moved the parameters"),
            new("a fixed point stays", ObjectiveLaws.FixedPoint(trials), Optimum),
            new("no direction raises the objective at a fixed point", ObjectiveLaws.Stationary(trials), Optimum),
            new("acceleration never falls and stays at the optimum", ObjectiveLaws.Accelerated(trials), NotMonotone),
            new("the order of rows does not matter", RowLaws.Permuted(trials), NoRows),
            new("rows cut elsewhere add up to the same", RowLaws.Cut(trials), NoRows),
            new("rows taken twice count twice", RowLaws.Twice(trials), NoRows),
            new("rows with labels have their closed form", StepLaws.ClosedForm(trials), NoneLabelled),
            new("an integer weight is a repeated row", RowLaws.Weighted(trials), NoWeights),
            new("other units, orders and weights change no result", SymmetryLaws.Carry(trials), NoSymmetries),
            new("probabilities add up to 1", LikelihoodLaws.Normalised(trials), NoSupport),
            new("the objective rises as what the E-step expects", LikelihoodLaws.Fisher(trials), NoComplete),
        ];

    // Where no start leads anywhere, that is the one thing to say.
    static IEnumerable<LawResult> Outcomes<TData, TParams, TStats>(Trials<TData, TParams, TStats> trials, IEnumerable<Law> laws)
    {
        var first = new Law(AStart, [new(true, "", double.NaN)], "");
        if (!trials.Runs.IsEmpty)
            return laws.Prepend(first).Select(law => new LawResult(law.Name, Outcome(law)));
        var why = trials.Failure.Match(error => $"at every start: {error}", () => "no start was drawn; give LawOptions.Starts");
        return laws.Select(law => new LawResult(law.Name, new LawOutcome.LeftOut("no start leads anywhere")))
            .Prepend(new LawResult(AStart, new LawOutcome.Broken(why, double.NaN)));
    }

    const string AStart = "a start leads somewhere";

    static LawOutcome Outcome(Law law)
    {
        var held = 0;
        try
        {
            foreach (var check in law.Checks)
                if (check.Holds)
                    held++;
                else
                    return new LawOutcome.Broken(check.Where, check.By);
        }
        catch (Exception error)
        {
            return new LawOutcome.Broken($"{error.GetType().Name}: {error.Message}", double.NaN);
        }
        return held > 0 ? new LawOutcome.Held(held) : new LawOutcome.LeftOut(law.Lacking);
    }

    readonly record struct Law(string Name, IEnumerable<Check> Checks, string Lacking);
}
