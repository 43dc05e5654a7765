using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Transcripts.Explaining;

/// <summary>EM on a few reads, one class after the other, as one would do it by hand.</summary>
/// <param name="Of">The reads.</param>
/// <param name="Counts">α, the reads expected of each transcript.</param>
public sealed record SmallQuantification(FewReads Of, Vector Counts)
{
    /// <summary>The start: as many reads of each transcript.</summary>
    /// <param name="reads">The reads.</param>
    public static SmallQuantification Begin(FewReads reads) =>
        new(reads, Vector.Of(reads.Transcripts.Count, _ => (double)reads.Total / reads.Transcripts.Count));

    /// <summary>α_t/l_t: reads by place.</summary>
    /// <param name="t">The transcript.</param>
    public double Rate(int t) => Counts[t] / Of.Transcripts[t].Length;

    /// <summary>How probable it is that a read comes from each of the transcripts that it fits: (α_t/l_t)/Σ_s α_s/l_s, in their order.</summary>
    /// <param name="reads">The class of the read.</param>
    public double[] Shares(ToldReads reads)
    {
        var sum = reads.Transcripts.Sum(Rate);
        return [.. reads.Transcripts.Select(t => sum > 0 ? Rate(t) / sum : 0)];
    }

    /// <summary>How many of the reads of a class are expected of a transcript.</summary>
    /// <param name="reads">The class.</param>
    /// <param name="t">The transcript.</param>
    public double Expected(ToldReads reads, int t)
    {
        var place = reads.Transcripts.IndexOf(t);
        return place < 0 ? 0 : reads.Count * Shares(reads)[place];
    }

    /// <summary>After one round: each transcript has what is expected of it.</summary>
    public SmallQuantification Next() =>
        this with
        {
            Counts = Vector.Of(Of.Transcripts.Count, t => Of.Reads.Sum(reads => Expected(reads, t))),
        };

    /// <summary>Σ n_c ln Σ_{t ∈ c} α_t/l_t − N ln(Σ α/N).</summary>
    public double LogLikelihood =>
        Of.Reads.Sum(reads => reads.Count * Elementary.Log(reads.Transcripts.Sum(Rate)))
        - Of.Total * Elementary.Log(Counts.Sum() / Of.Total);

    /// <summary>Transcripts per million: 10⁶ (α_t/l_t)/Σ_s α_s/l_s.</summary>
    public IReadOnlyList<double> PerMillion
    {
        get
        {
            var sum = Enumerable.Range(0, Counts.Count).Sum(Rate);
            return [.. Enumerable.Range(0, Counts.Count).Select(t => 1e6 * Rate(t) / sum)];
        }
    }
}
