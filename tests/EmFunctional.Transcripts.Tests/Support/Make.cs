using System.Linq;

namespace EmFunctional.Transcripts.Tests.Support;

/// <summary>Sequences for tests.</summary>
static class Make
{
    public static string Random(Random random, int length) => new([.. Enumerable.Range(0, length).Select(_ => "ACGT"[random.Next(4)])]);

    public static string ReverseComplement(string sequence) => new([.. sequence.Reverse().Select(b => "TGCA"["ACGT".IndexOf(b)])]);

    public static string Fasta(params string[] sequences) => string.Concat(sequences.Select((sequence, i) => $">t{i}\n{sequence}\n"));

    public static string Fastq(params string[] reads) =>
        string.Concat(reads.Select((read, i) => $"@r{i}\n{read}\n+\n{new string('I', read.Length)}\n"));
}
