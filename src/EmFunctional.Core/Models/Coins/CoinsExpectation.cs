using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Models.Coins;

/// <summary>The E-step of the coins. Symbols: n rows, k coins; h and t the heads and tails of a row.</summary>
public static class CoinsExpectation
{
    /// <summary>Rows in a block; a part of a run's identity.</summary>
    public const int BlockRows = 4096;

    /// <summary>
    /// Computes rₖ = πₖ θₖʰ(1 − θₖ)ᵗ / Σⱼ πⱼ θⱼʰ(1 − θⱼ)ᵗ, the probability that coin k made the row, by Bayes' rule in the logarithm.
    /// Source: Do, Batzoglou (2008), Nature Biotechnology 26:897, figure 1b.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="parameters">θ and π.</param>
    /// <returns>The responsibilities, and the logarithm of the denominator in nats.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static CoinsRow Row(CoinsData data, int row, CoinsParameters parameters)
    {
        Sizes.Below("row", row, "rows", data.Rows, nameof(row));
        return Row(data, row, parameters, data.Labels[row]);
    }

    // The same, were the row's coin not known.
    internal static CoinsRow Unlabelled(CoinsData data, int row, CoinsParameters parameters) => Row(data, row, parameters, -1);

    static CoinsRow Row(CoinsData data, int row, CoinsParameters parameters, int known)
    {
        var logs = Logs.Of(parameters);
        var (h, t, logLikelihood) = (data.Heads[row], data.Tails[row], 0.0);
        var r = Vector.Fill(logs.Weight.Count, logs, (into, l) => logLikelihood = Responsibilities(h, t, l, into, known));
        return new(r, h * r, t * r, data.LogArrangements[row] + logLikelihood);
    }

    internal static Func<int, Either<EmError, Expectation<CoinsStatistics>>> Prepare(CoinsData data, CoinsParameters parameters)
    {
        var logs = Logs.Of(parameters);
        return block => OfRows(data, block * BlockRows, Math.Min(data.Rows, (block + 1) * BlockRows), logs);
    }

    static Either<EmError, Expectation<CoinsStatistics>> OfRows(CoinsData data, int first, int end, Logs logs)
    {
        var (objective, magnitude, impossible) = (0.0, 0.0, -1);
        var statistics = Vector.Fill(
            3 * logs.Weight.Count,
            (data, first, end, logs),
            (into, x) => impossible = Accumulate(x.data, x.first, x.end, x.logs, into, out objective, out magnitude)
        );
        return impossible < 0
            ? new Expectation<CoinsStatistics>(CoinsStatistics.FromFlat(statistics), objective) { Magnitude = magnitude }
            : new EmError.ImpossibleRow(impossible + 1);
    }

    // Adds up rows, heads and tails [3 × k] and the log-likelihood; returns the first row that no coin can have made, or −1.
    static int Accumulate(CoinsData data, int first, int end, Logs logs, Span<double> into, out double logLikelihood, out double magnitude)
    {
        var k = logs.Weight.Count;
        var rows = into[..k];
        var heads = into[k..(2 * k)];
        var tails = into[(2 * k)..];
        var h = data.Heads.Span;
        var t = data.Tails.Span;
        var c = data.LogArrangements.Span;
        Span<double> r = k <= 64 ? stackalloc double[k] : new double[k];
        (logLikelihood, magnitude) = (0.0, 0.0);
        for (var i = first; i < end; i++)
        {
            var w = data.Weights[i];
            if (w == 0)
                continue;
            var l = Responsibilities(h[i], t[i], logs, r, data.Labels[i]);
            if (l == double.NegativeInfinity)
                return i;
            logLikelihood += w * (c[i] + l);
            magnitude += w * (1 + c[i] - l);
            for (var j = 0; j < k; j++)
            {
                var counted = w * r[j];
                rows[j] += counted;
                heads[j] += counted * h[i];
                tails[j] += counted * t[i];
            }
        }
        return -1;
    }

    // rₖ ∝ πₖ θₖʰ (1 − θₖ)ᵗ; returns ln Σₖ πₖ θₖʰ (1 − θₖ)ᵗ
    static double Responsibilities(double h, double t, Logs log, Span<double> r, int known)
    {
        for (var k = 0; k < r.Length; k++)
            r[k] = log.Weight[k] + Times(h, log.Theta[k]) + Times(t, log.OneMinusTheta[k]);
        return LogSumExp.Normalise(r, known);
    }

    // ln xⁿ, where 0⁰ = 1
    static double Times(double n, double logX) => n == 0 ? 0 : n * logX;

    // ln πₖ, ln θₖ, ln (1 − θₖ): once for each iterate
    sealed record Logs(Vector Weight, Vector Theta, Vector OneMinusTheta)
    {
        public static Logs Of(CoinsParameters p) =>
            new(p.MixingWeights.Map(Elementary.Log), p.Theta.Map(Elementary.Log), p.Theta.Map(theta => Elementary.Log(1 - theta)));
    }
}

/// <summary>What the E-step says of a row.</summary>
/// <param name="Responsibilities">rₖ, the probability that coin k made the row [K].</param>
/// <param name="ExpectedHeads">rₖ h [K].</param>
/// <param name="ExpectedTails">rₖ t [K].</param>
/// <param name="LogLikelihood">The row's part of the objective, in nats.</param>
public sealed record CoinsRow(Vector Responsibilities, Vector ExpectedHeads, Vector ExpectedTails, double LogLikelihood);
