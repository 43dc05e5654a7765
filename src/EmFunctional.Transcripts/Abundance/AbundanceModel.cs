using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>
/// Abundances of transcripts from reads by equivalence class. Each read comes from one transcript, from any of the l_t places at which a fragment can begin,
/// and nobody saw from which: a read of class c comes from t ∈ c with probability w_ct (α_t/l_t)/Σ_{s ∈ c} w_cs α_s/l_s, where the weights w are all 1 unless the
/// lengths of fragments tell more. The parameters are α_t, the reads expected of
/// each transcript. Source: the likelihood of Pachter (2011), arXiv:1104.3889, in the form of Bray, Pimentel, Melsted, Pachter (2016), Nature
/// Biotechnology 34:525.
/// </summary>
public static class AbundanceModel
{
    /// <summary>Its name.</summary>
    public const string Called = "transcripts";

    /// <summary>The model of some data.</summary>
    /// <param name="data">The reads.</param>
    public static Either<EmError, Iterating.Problem<Vector>> ProblemOf(AbundanceData data) => Iterating.Problem.Of(Of(data), data);

    /// <summary>The start of kallisto: as many reads of each transcript. EM is the same from any multiple of it.</summary>
    /// <param name="data">The reads.</param>
    public static Vector Start(AbundanceData data) => Vector.Of(data.Classes.Transcripts, _ => data.Total / data.Classes.Transcripts);

    /// <summary>
    /// The model. E: how many reads are expected of each transcript, by class. M: that many. The objective is the log-likelihood without what no parameter
    /// changes, Σ n_c ln Σ_{t ∈ c} w_ct α_t/l_t − N ln(Σ α_t/N): where Σ α = N, as after every M-step, the second term is 0.
    /// </summary>
    /// <param name="data">The reads; their transcripts are its parameters.</param>
    static EmModel<AbundanceData, Vector, ExpectedReads> Of(AbundanceData data) =>
        new(
            Called,
            Identify: of => of.Id,
            Blocks: of => of.Layout.Blocks.Length + of.Layout.Singles.Length,
            EStep,
            MStep: (_, expected) => (Proposal<Vector>)expected.ToVector(),
            ExpectedReads.StatisticsOf(data.Classes.Transcripts),
            LogPrior: _ => 0,
            AbundanceChart.Of(data.Classes.Names, data.Total),
            Monotone: true
        )
        {
            Describe = of => of.Description,
            Hashes = of => of.Hashes,
        };

    static Func<int, Either<EmError, Expectation<ExpectedReads>>> EStep(AbundanceData data, Vector alpha)
    {
        var (layout, transcripts) = (data.Layout, data.Classes.Transcripts);
        return block =>
        {
            // What all reads have in common is told by the first block.
            var scale = block == 0 ? -data.Total * Elementary.Log(alpha.Sum() / data.Total) : 0;
            var (places, expected, objective, magnitude) =
                block < layout.Blocks.Length
                    ? OfSeveral(layout.Blocks[block], data.Several[block], alpha)
                    : OfOne(layout.Singles[block - layout.Blocks.Length], data.Single[block - layout.Blocks.Length], alpha);
            return double.IsNegativeInfinity(objective)
                ? new EmError.ImpossibleRow(Impossible(data, alpha) + 1)
                : new Expectation<ExpectedReads>(ExpectedReads.Of(transcripts, places, expected), objective + scale)
                {
                    Magnitude = magnitude + Math.Abs(scale),
                };
        };
    }

    static (int[], double[], double, double) OfSeveral(ClassBlock block, BlockData data, Vector alpha)
    {
        var (expected, objective, magnitude) = ClassKernel.Evaluate(block, data, alpha.Span);
        return (block.Transcripts, expected, objective, magnitude);
    }

    static (int[], double[], double, double) OfOne(SingleBlock block, BlockData data, Vector alpha)
    {
        var (objective, magnitude) = ClassKernel.Evaluate(block, data, alpha.Span);
        return (block.Transcripts, data.Counts, objective, magnitude);
    }

    static int Impossible(AbundanceData data, Vector alpha)
    {
        for (var c = 0; c < data.Classes.Count; c++)
        {
            var sum = 0.0;
            foreach (var t in data.Classes.MembersOf(c))
                sum += alpha[t] / data.EffectiveLengths[t]; // weights are above 0
            if (data.Classes.Counts[c] > 0 && !(sum > 0))
                return c;
        }
        return 0;
    }
}
