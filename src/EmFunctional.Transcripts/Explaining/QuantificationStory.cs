using System.Collections.Generic;
using System.Linq;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Transcripts.Explaining;

/// <summary>How reads are shared out among transcripts, told with a few of them: what is hidden, one round worked out, all rounds, what the counts mean.</summary>
public static class QuantificationStory
{
    const int MostRounds = 500;
    const double Settled = 1e-6; // reads

    /// <summary>Tells it.</summary>
    /// <param name="reads">The transcripts and their reads.</param>
    public static Story Of(FewReads reads)
    {
        var all = new List<SmallQuantification> { SmallQuantification.Begin(reads) };
        do all.Add(all[^1].Next());
        while (all.Count <= MostRounds && all[^1].Counts.Zip(all[^2].Counts, (after, before) => Math.Abs(after - before)).Max() > Settled);
        return new(
            $"{reads.Total} reads of {reads.Transcripts.Count} transcripts",
            new Arr<Chapter>([
                new("1. What was seen, and what was not", Seen(reads)),
                new("2. The start", Start(all[0])),
                new("3. One read", OneRead(all[0])),
                new("4. One round: all reads are shared out", Round(all[0])),
                new("5. All rounds", All(all)),
                new("6. Reads are not transcripts", PerMillion(all[^1])),
                new("7. What is known, and what is shared out", Known(all[^1])),
                new("8. In earnest", Earnest()),
            ])
        );
    }

    static Arr<Passage> Seen(FewReads reads)
    {
        var alone = reads.Reads.Where(one => one.Transcripts.Count == 1).Sum(one => one.Count);
        return Of(
            new Passage.Prose(
                "A gene is written out as several transcripts, which share parts. To see how much of each there is, they are broken into fragments, and the ends of these are read. A read of a part "
                    + "that several transcripts have fits all of them. Reads that fit the same transcripts tell the same, so that they are counted together, as a class:"
            ),
            Table(
                Arr.create("the read fits").AddRange(reads.Transcripts.Select(one => one.Name)).Add("reads"),
                reads.Reads.Select(one =>
                    Arr.create(reads.Named(one))
                        .AddRange(Enumerable.Range(0, reads.Transcripts.Count).Select(t => one.Transcripts.Contains(t) ? "yes" : ""))
                        .Add($"{one.Count}")
                )
            ),
            new Passage.Prose(
                $"Of {reads.Total} reads {alone} fit one transcript only and tell where they are from. From which transcript each of the other {reads.Total - alone} came, nobody saw: that is hidden. "
                    + "If it were known, one would count. If it were known how much of each transcript there is, one could say how probable each origin of a read is. EM goes from one to the other and back."
            ),
            new Passage.Prose(
                "A long transcript gives more fragments than a short one. At how many places one can begin is its effective length:"
            ),
            Table(Arr.create("transcript", "effective length"), reads.Transcripts.Select(one => Arr.create(one.Name, $"{one.Length}")))
        );
    }

    static Arr<Passage> Start(SmallQuantification begin) =>
        Of(
            new Passage.Prose(
                $"EM begins with as many reads of each transcript, {N(begin.Counts[0])}. Divided by the effective length that is how many reads begin at one place, the rate:"
            ),
            Rates(begin)
        );

    static Passage Rates(SmallQuantification at) =>
        Table(
            Arr.create("transcript", "reads α", "effective length l", "rate α/l"),
            at.Of.Transcripts.Select((one, t) => Arr.create(one.Name, N(at.Counts[t]), $"{one.Length}", N(at.Rate(t))))
        );

    static Arr<Passage> OneRead(SmallQuantification begin)
    {
        var reads = begin
            .Of.Reads.OrderByDescending(one => one.Transcripts.Count == 2)
            .ThenByDescending(one => one.Transcripts.Count)
            .First();
        var shares = begin.Shares(reads);
        var rates = string.Join(" + ", reads.Transcripts.Select(t => N(begin.Rate(t))));
        return Of(
            new Passage.Prose(
                $"A read that fits {begin.Of.Named(reads)} begins at one place of each. It comes from each with a probability in the proportion of their rates:"
            ),
            new Passage.Working(
                reads
                    .Transcripts.Select((t, i) => $"from {begin.Of.Transcripts[t].Name}: {N(begin.Rate(t))} / ({rates}) = {N(shares[i])}")
                    .ToArray()
            ),
            new Passage.Prose(
                shares.Length == 1
                    ? "It fits one transcript only, so that there is nothing to share out."
                    : "So the read is shared out: a part of it counts for each. Where both have as many reads, the shorter transcript gets more, since its reads stand closer."
            )
        );
    }

    static Arr<Passage> Round(SmallQuantification begin)
    {
        var (next, places) = (begin.Next(), Enumerable.Range(0, begin.Of.Transcripts.Count).ToArray());
        return Of(
            new Passage.Prose(
                "E-step: every class is shared out so. M-step: the new count of a transcript is the sum of what it got, and that is all: the reads add up to as many as before."
            ),
            new Passage.Figures(
                TextTable.Shortened(
                    Arr.create("the read fits", "reads").AddRange(begin.Of.Transcripts.Select(one => $"to {one.Name}")),
                    begin.Of.Reads.Count,
                    i =>
                        Arr.create(begin.Of.Named(begin.Of.Reads[i]), $"{begin.Of.Reads[i].Count}")
                            .AddRange(
                                places.Select(t => begin.Of.Reads[i].Transcripts.Contains(t) ? N(begin.Expected(begin.Of.Reads[i], t)) : "")
                            ),
                    Arr.create("sum", $"{begin.Of.Total}").AddRange(places.Select(t => N(next.Counts[t])))
                )
            )
        );
    }

    static Arr<Passage> All(List<SmallQuantification> rounds) =>
        Of(
            new Passage.Prose(
                "The new counts give new rates, and these new shares, and so on. The log-likelihood, ln of how probable the reads are, cannot fall, and the counts settle:"
            ),
            new Passage.Figures(
                TextTable.Shortened(
                    Arr.create("round")
                        .AddRange(rounds[0].Of.Transcripts.Select(one => $"reads of {one.Name}"))
                        .Add("log-likelihood")
                        .Add("gain"),
                    rounds.Count,
                    i =>
                        Arr.create($"{i}")
                            .AddRange(rounds[i].Counts.Select(count => N(count)))
                            .Add(N(rounds[i].LogLikelihood, 9))
                            .Add(i == 0 ? "" : N(rounds[i].LogLikelihood - rounds[i - 1].LogLikelihood, 3))
                )
            )
        );

    static Arr<Passage> PerMillion(SmallQuantification end) =>
        Of(
            new Passage.Prose(
                "Reads are what was counted; what one wants to know is how many molecules there were. A transcript of twice the length gives twice the reads, so that the rates are in the proportion "
                    + "of the molecules. Written so that they add up to a million they are called transcripts per million:"
            ),
            Table(
                Arr.create("transcript", "reads", "rate α/l", "per million"),
                end.Of.Transcripts.Select((one, t) => Arr.create(one.Name, N(end.Counts[t]), N(end.Rate(t)), N(end.PerMillion[t], 6)))
            )
        );

    static Arr<Passage> Known(SmallQuantification end)
    {
        var own = Enumerable
            .Range(0, end.Of.Transcripts.Count)
            .Select(t => end.Of.Reads.Where(one => one.Transcripts.Count == 1 && one.Transcripts[0] == t).Sum(one => one.Count))
            .ToArray();
        var blind = Enumerable.Range(0, own.Length).Where(t => own[t] == 0).Select(t => end.Of.Transcripts[t].Name).ToArray();
        return Of(
            Table(
                Arr.create("transcript", "reads of its own", "shared out to it", "reads"),
                end.Of.Transcripts.Select((one, t) => Arr.create(one.Name, $"{own[t]}", N(end.Counts[t] - own[t]), N(end.Counts[t])))
            ),
            new Passage.Prose(
                (
                    blind.Length == 0
                        ? "Every transcript has reads of its own, on which the shares of the others rest. "
                        : $"No read fits {string.Join(" or ", blind)} alone, so that all that is known of {(blind.Length == 1 ? "it" : "them")} comes from what the others leave: such counts are the least sure. "
                )
                    + "How sure a count is, is found by drawing the reads anew, as many as there were, and sharing these out in their turn (bootstrap): 'em quant -b 100'."
            )
        );
    }

    static Arr<Passage> Earnest() =>
        Of(
            new Passage.Prose(
                "Millions of reads of two hundred thousand transcripts are no different. An index says which transcripts have a piece of 31 bases; a read fits those that all its pieces are in. A round "
                    + "goes over the classes, of which there are fewer than reads. kallisto stops where no count of some size changes by more than 1 % in a round."
            ),
            new Passage.Working(
                Arr.create("em quant index transcripts.fasta.gz -o t.emi", "em quant t.emi reads_1.fastq.gz reads_2.fastq.gz -o out")
            )
        );

    static Arr<Passage> Of(params Passage[] passages) => new(passages);

    static Passage Table(Arr<string> columns, IEnumerable<Arr<string>> rows)
    {
        Arr<string>[] all = [.. rows];
        return new Passage.Figures(TextTable.Shortened(columns, all.Length, i => all[i]));
    }

    static string N(double number, int digits = 5) => NumberFormat.Significant(number, digits);
}
