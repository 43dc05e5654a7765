using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Benchmarks.Transcripts;

/// <summary>
/// RNA-seq made up: genes of exons, of which isoforms share most; paralogues, 2 to 8 % apart; expression over orders of magnitude; pairs of reads with
/// substitutions and a few N. The same for a seed.
/// </summary>
sealed class RnaSimulation
{
    const int ReadLength = 75;
    const double Substitutions = 0.01;
    const double Unknown = 0.0002;
    const double FragmentMean = 200;
    const double FragmentDeviation = 30;

    readonly Draws _draws;
    readonly List<(string Name, byte[] Bases)> _transcripts = [];

    RnaSimulation(int seed) => _draws = new(new Seed((ulong)seed));

    /// <summary>Writes tx.fa, reads_1.fastq, reads_2.fastq and truth.tsv.</summary>
    public static void Write(string folder, int genes, int pairs, int seed)
    {
        var simulation = new RnaSimulation(seed);
        simulation.MakeTranscripts(genes);
        var counts = simulation.Counts(pairs);
        simulation.WriteTranscripts(folder, counts);
        simulation.WriteReads(folder, counts);
    }

    void MakeTranscripts(int genes)
    {
        var all = new List<byte[][]>();
        for (var gene = 0; gene < genes; gene++)
        {
            all.Add(gene > 50 && _draws.IsBelow(0.15) ? Paralogue(all[_draws.Below(all.Count)]) : Exons());
            var (isoforms, seen) = (Math.Min(1 + _draws.Poisson(1.6), 8), new HashSet<string>());
            for (var i = 0; i < isoforms; i++)
            {
                var kept = Kept(all[gene].Length, isFirst: i == 0);
                if (kept.Length == 0 || !seen.Add(string.Join(',', kept)))
                    continue;
                var bases = kept.SelectMany(exon => all[gene][exon]).ToArray();
                if (i > 0 && bases.Length > 400 && _draws.IsBelow(0.3))
                    bases = bases[..^(20 + _draws.Below(130))]; // another end
                if (bases.Length >= 150)
                    _transcripts.Add(($"G{gene:00000}.T{i}", _draws.IsBelow(0.1) ? [.. bases, .. Tail()] : bases));
            }
        }
    }

    byte[][] Exons() => [.. Enumerable.Range(0, 2 + _draws.Below(13)).Select(_ => Exon())];

    byte[] Exon() =>
        [
            .. Enumerable
                .Range(0, (int)Math.Clamp(Elementary.Exp(5 + 0.6 * _draws.Normal()), 40, 2500))
                .Select(_ => "ACGT"u8[_draws.Below(4)]),
        ];

    byte[][] Paralogue(byte[][] exons)
    {
        var apart = 0.02 + 0.06 * _draws.Uniform();
        return [.. exons.Select(exon => exon.Select(b => _draws.IsBelow(apart) ? "ACGT"u8[_draws.Below(4)] : b).ToArray())];
    }

    byte[] Tail() => [.. Enumerable.Repeat((byte)'A', 12 + _draws.Below(18))];

    // Exons of an isoform: all of the first one; of others some are left out, and the ends may be elsewhere.
    int[] Kept(int exons, bool isFirst)
    {
        if (isFirst)
            return [.. Enumerable.Range(0, exons)];
        var from = _draws.IsBelow(0.4) ? _draws.Below(Math.Max(1, exons / 2)) : 0;
        var to = _draws.IsBelow(0.4) ? exons - _draws.Below(Math.Max(1, exons / 3)) : exons;
        return [.. Enumerable.Range(0, exons).Where(exon => _draws.IsBelow(0.75) && exon >= from && exon < to)];
    }

    int[] Counts(int pairs)
    {
        var weights = _transcripts
            .Select(one =>
                Elementary.Exp(2 * _draws.Normal()) * (_draws.IsBelow(0.25) ? 0 : 1) * Math.Max(one.Bases.Length - FragmentMean + 1, 1)
            )
            .ToArray();
        var (sums, sum) = (new double[weights.Length], 0.0);
        for (var t = 0; t < weights.Length; t++)
            sums[t] = sum += weights[t];
        var counts = new int[weights.Length];
        for (var i = 0; i < pairs; i++)
        {
            var at = Array.BinarySearch(sums, _draws.Uniform() * sum);
            counts[at < 0 ? ~at : at]++;
        }
        return counts;
    }

    void WriteTranscripts(string folder, int[] counts)
    {
        using var fasta = new StreamWriter(Path.Combine(folder, "tx.fa"));
        using var truth = new StreamWriter(Path.Combine(folder, "truth.tsv"));
        truth.WriteLine("target_id\tlength\ttrue_counts");
        foreach (var ((name, bases), count) in _transcripts.Zip(counts))
        {
            fasta.Write($">{name}\n");
            foreach (var line in bases.Chunk(80))
                fasta.Write(System.Text.Encoding.ASCII.GetString(line) + "\n");
            truth.Write(string.Create(CultureInfo.InvariantCulture, $"{name}\t{bases.Length}\t{count}\n"));
        }
    }

    void WriteReads(string folder, int[] counts)
    {
        var order = counts.SelectMany((count, t) => Enumerable.Repeat(t, count)).ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = _draws.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        using var first = new BufferedStream(File.Create(Path.Combine(folder, "reads_1.fastq")), 1 << 20);
        using var second = new BufferedStream(File.Create(Path.Combine(folder, "reads_2.fastq")), 1 << 20);
        for (var i = 0; i < order.Length; i++)
        {
            var bases = _transcripts[order[i]].Bases;
            var length = (int)
                Math.Clamp(Math.Round(FragmentMean + FragmentDeviation * _draws.Normal()), ReadLength, Math.Min(900, bases.Length));
            var fragment = bases.AsSpan(_draws.Below(bases.Length - length + 1), length);
            var turned = new byte[length];
            for (var b = 0; b < length; b++)
                turned[b] = Complement(fragment[length - 1 - b]);
            var isFlipped = _draws.IsBelow(0.5);
            WriteRead(isFlipped ? second : first, i, isFlipped ? 2 : 1, fragment);
            WriteRead(isFlipped ? first : second, i, isFlipped ? 1 : 2, turned);
        }
    }

    void WriteRead(Stream to, int number, int end, ReadOnlySpan<byte> fragment)
    {
        var read = fragment[..ReadLength].ToArray();
        for (var b = 0; b < read.Length; b++)
        {
            var u = _draws.Uniform();
            if (u < Substitutions)
                read[b] = "ACGT"u8[_draws.Below(4)];
            else if (u < Substitutions + Unknown)
                read[b] = (byte)'N';
        }
        to.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"@r{number}/{end}\n")));
        to.Write(read);
        to.Write("\n+\n"u8);
        to.Write(_quality);
        to.Write("\n"u8);
    }

    static readonly byte[] _quality = [.. Enumerable.Repeat((byte)'I', ReadLength)];

    static byte Complement(byte b) =>
        (byte)(
            b switch
            {
                (byte)'A' => 'T',
                (byte)'C' => 'G',
                (byte)'G' => 'C',
                _ => 'A',
            }
        );

    // One number after the other.
    sealed class Draws(Seed seed)
    {
        int _stream;
        int _next = int.MaxValue;
        Seed _now;

        public double Uniform() => Next().Uniform(_next);

        public double Normal() => Next().Normal(_next);

        public int Below(int count) => Next().Below(_next, count);

        public int Poisson(double rate) => (int)Next().Poisson(_next, rate);

        public bool IsBelow(double probability) => Uniform() < probability;

        Seed Next()
        {
            if (_next++ >= 1 << 30)
                (_now, _next) = (seed.Split(_stream++), 0);
            return _now;
        }
    }
}
