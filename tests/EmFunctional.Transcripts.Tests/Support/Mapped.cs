using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Mapping;
using EmFunctional.Transcripts.Model;

namespace EmFunctional.Transcripts.Tests.Support;

/// <summary>Reads of the reference data, mapped; what kallisto says of them.</summary>
static class Mapped
{
    static readonly ConcurrentDictionary<string, TranscriptIndex> _indices = new();

    public static string[] Reads(string data, params int[] files) =>
        [.. files.Select(file => Reference.PathTo($"{data}/reads_{file}.fastq.gz"))];

    public static TranscriptIndex Index(string data) =>
        _indices.GetOrAdd(
            data,
            _ => IndexFile.Build([Reference.PathTo($"{data}/{(data == "kallisto_test" ? "transcripts.fasta.gz" : "tx.fa.gz")}")]).OrThrow()
        );

    public static MappedReads Run(string data, MappingOptions options, params int[] files) =>
        Pseudoalignment.Run(Index(data), Reads(data, files), options).OrThrow();

    /// <summary>Counts above 0 by set of transcripts.</summary>
    public static SortedDictionary<string, long> Counts(EquivalenceClasses classes) =>
        new(
            Enumerable
                .Range(0, classes.Count)
                .Where(c => classes.Counts[c] > 0)
                .ToDictionary(c => string.Join(',', classes.MembersOf(c).ToArray()), c => classes.Counts[c]),
            System.StringComparer.Ordinal
        );

    /// <summary>The same as kallisto wrote them.</summary>
    public static SortedDictionary<string, long> Counts(string folder)
    {
        var sets = Reference
            .Lines($"{folder}/pseudoalignments.ec")
            .Select(line => line.Split('\t'))
            .ToDictionary(line => line[0], line => line[1]);
        var counts = Reference.Lines($"{folder}/pseudoalignments.tsv").Select(line => line.Split('\t'));
        return new(
            counts
                .Select(line => (Set: sets[line[0]], Count: long.Parse(line[1], CultureInfo.InvariantCulture)))
                .Where(line => line.Count > 0)
                .ToDictionary(line => line.Set, line => line.Count),
            System.StringComparer.Ordinal
        );
    }
}
