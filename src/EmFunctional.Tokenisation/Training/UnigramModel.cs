using System.Collections.Generic;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tokenisation.Training;

/// <summary>
/// The unigram language model of one vocabulary: each word is made of pieces, each drawn by itself with its probability, and nobody noted where the cuts are. The
/// parameters are the probabilities; 0 is a piece that the M-step dropped. Source: Kudo (2018), Subword Regularization, ACL, §3.2.
/// </summary>
public static class UnigramModel
{
    /// <summary>Its name.</summary>
    public const string Name = "unigram";

    // How much less probable than the rarest piece an unknown character is, as a logarithm.
    const double UnknownPenalty = 10;

    /// <summary>The model.</summary>
    /// <param name="lexicon">The pieces.</param>
    /// <param name="plan">How expected counts become probabilities.</param>
    /// <param name="start">
    /// The probabilities at the start. With maximum likelihood they fix that of an unknown character for the whole run, so that the objective never falls.
    /// </param>
    /// <param name="options">What else determines the training: told in the model's name.</param>
    internal static EmModel<Units, Vector, Vector> Of(Lexicon lexicon, RunPlan plan, Vector start, IEnumerable<ModelOption>? options = null)
    {
        var isExact = plan.Maximisation == Maximisation.MaximumLikelihood;
        var unknown = isExact ? UnknownOf(start) : Option<double>.None;
        return new(
            new(
                Name,
                (ModelOption[])
                    [
                        new("step", NameOf(plan.Maximisation)),
                        new("least", NumberText.Shortest(plan.LeastCount)),
                        .. unknown.Map(p => new ModelOption("unknown", NumberText.Shortest(p))),
                        .. plan.CountsUnknownAsFirst ? [new ModelOption("unknown-is", "first")] : System.Array.Empty<ModelOption>(),
                        .. options ?? [],
                    ]
            ),
            Identify: units => units.Hash,
            Blocks: units => units.Count == 0 ? new EmError.NoRows("text") : units.Blocks,
            EStep: (units, p) => Expectations(lexicon, units, p, unknown.IfNone(() => UnknownOf(p)), plan.CountsUnknownAsFirst),
            MStep: (_, counts) => Maximise(plan, counts).Map(p => (Proposal<Vector>)p),
            Statistics.Vector,
            LogPrior: _ => 0,
            ChartOf(lexicon),
            Monotone: isExact
        )
        {
            WeightUnit = _ => 1,
            Hashes = units => units.Hashes,
            Describe = units => units.Read with { Rows = units.Count, WeightSum = (double)units.Total },
        };
    }

    /// <summary>The probability of an unknown character: e⁻¹⁰ times that of the rarest piece.</summary>
    /// <param name="probabilities">Those of the pieces.</param>
    public static double UnknownOf(Vector probabilities)
    {
        var least = double.PositiveInfinity;
        foreach (var p in probabilities.Span)
            if (p > 0 && p < least)
                least = p;
        return double.IsFinite(least) ? least * Elementary.Exp(-UnknownPenalty) : Elementary.Exp(-UnknownPenalty);
    }

    /// <summary>The weights of a lattice: the pieces' probabilities, and behind them that of an unknown character.</summary>
    internal static double[] WeightsOf(Vector probabilities, double unknown) => [.. probabilities.Span, unknown];

    static Func<int, Either<EmError, Expectation<Vector>>> Expectations(
        Lexicon lexicon,
        Units units,
        Vector probabilities,
        double unknown,
        bool countsUnknownAsFirst
    )
    {
        var weights = WeightsOf(probabilities, unknown);
        return block =>
        {
            var (lattice, objective, magnitude) = (new Lattice(lexicon, weights), 0.0, 0.0);
            var expected = new double[weights.Length];
            var (from, to) = units.Block(block);
            for (var unit = from; unit < to; unit++)
            {
                lattice.Build(units[unit]);
                var (count, log) = ((double)units.CountOf(unit), lattice.Expect(units.CountOf(unit), expected));
                objective += count * log;
                magnitude += count * (1 + Math.Abs(log));
            }
            if (countsUnknownAsFirst)
                expected[0] += expected[^1];
            return new Expectation<Vector>(Vector.Create(expected.AsSpan(..^1)), objective) { Magnitude = magnitude };
        };
    }

    internal static string NameOf(Maximisation maximisation) =>
        maximisation switch
        {
            Maximisation.Digamma => "digamma",
            Maximisation.Discounted => "discounted",
            _ => "maximum-likelihood",
        };

    static Either<EmError, Vector> Maximise(RunPlan plan, Vector counts) =>
        plan.Maximisation switch
        {
            Maximisation.Digamma => MeanField(counts.Map(c => c >= plan.LeastCount ? c : 0)),
            Maximisation.Discounted => Shares(Digammas(counts.Map(c => Math.Max(c, plan.LeastCount)))),
            _ => Shares(counts),
        };

    // p = c/Σc
    static Either<EmError, Vector> Shares(Vector counts) => SumOf(counts).Map(sum => counts.Map(c => c / sum));

    // exp ψ(c), which is about c − ½; 0 stays 0
    static Vector Digammas(Vector counts) => counts.Map(c => c > 0 ? Elementary.Exp(SpecialFunctions.Digamma(c)) : 0);

    // ln p = ψ(c) − ψ(Σc)
    static Either<EmError, Vector> MeanField(Vector counts) =>
        SumOf(counts)
            .Map(sum =>
            {
                var whole = SpecialFunctions.Digamma(sum);
                return counts.Map(c => c > 0 ? Elementary.Exp(SpecialFunctions.Digamma(c) - whole) : 0);
            });

    static Either<EmError, double> SumOf(Vector counts)
    {
        var sum = counts.Sum();
        return sum > 0 ? sum : new EmError.NotFinite("the sum of expected counts", sum);
    }

    /// <summary>The chart of a vocabulary: the probability of each piece, as it is.</summary>
    internal static Chart<Vector> ChartOf(Lexicon lexicon) =>
        new(
            lexicon.Names,
            Math.Max(0, lexicon.Count - 1),
            p => p,
            flat => Check(lexicon, flat, p => p is >= 0 and <= 1, Domain.Within(0, 1)),
            flat => Check(lexicon, flat, p => p is > 0 and <= 1, Domain.Within(0, 1)).ToValidation(),
            p => p.Map(Elementary.Log),
            free => free.Map(Elementary.Exp)
        )
        {
            Units = p => p.Map(x => x > 0 ? x : 1),
        };

    static Either<EmError, Vector> Check(Lexicon lexicon, Vector flat, Func<double, bool> isInside, Domain domain)
    {
        if (flat.Count != lexicon.Count)
            return new EmError.WrongLength("parameters", lexicon.Count, flat.Count);
        for (var i = 0; i < flat.Count; i++)
            if (!isInside(flat[i]))
                return new EmError.OutsideDomain(lexicon.Names[i], flat[i], domain);
        return flat;
    }
}
