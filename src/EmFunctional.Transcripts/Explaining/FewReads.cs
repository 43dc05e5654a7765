using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Transcripts.Explaining;

/// <summary>A transcript of a story.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">At how many places a fragment can begin (its effective length).</param>
public sealed record ToldTranscript(string Name, int Length);

/// <summary>Reads that fit the same transcripts.</summary>
/// <param name="Transcripts">The places of those transcripts, ascending.</param>
/// <param name="Count">How many reads.</param>
public sealed record ToldReads(Arr<int> Transcripts, int Count);

/// <summary>A few transcripts and a handful of reads: what a story is told of.</summary>
/// <param name="Transcripts">The transcripts.</param>
/// <param name="Reads">The reads, by the transcripts that they fit.</param>
public sealed record FewReads(Arr<ToldTranscript> Transcripts, Arr<ToldReads> Reads)
{
    const int MostTranscripts = 6;
    const int MostClasses = 20;
    const int MostNumber = 1_000_000;
    const int MostLetters = 12;
    const int UsualLength = 1000;

    /// <summary>Three transcripts of a gene, and twenty reads of which seven tell where they are from.</summary>
    public static FewReads Twenty { get; } =
        new(
            Arr.create<ToldTranscript>(new("A", 1200), new("B", 700), new("C", 400)),
            Arr.create<ToldReads>(
                new(Arr.create(0), 4),
                new(Arr.create(0, 1), 6),
                new(Arr.create(0, 1, 2), 5),
                new(Arr.create(1, 2), 2),
                new(Arr.create(2), 3)
            )
        );

    /// <summary>N.</summary>
    public int Total => Reads.Sum(reads => reads.Count);

    /// <summary>The names of transcripts, with commas between.</summary>
    public string Named(ToldReads reads) => string.Join(",", reads.Transcripts.Select(t => Transcripts[t].Name));

    /// <summary>
    /// Reads words such as <c>A:1200</c>, a transcript with its effective length, and <c>A,B=6</c>, six reads that fit A and B. A transcript without a length has 1000.
    /// </summary>
    /// <param name="words">The words; none stands for the twenty.</param>
    public static Either<EmError, FewReads> Read(IReadOnlyCollection<string> words)
    {
        if (words.Count == 0)
            return Twenty;
        var (lengths, counts) = (new List<(string Name, int Length)>(), new List<(string[] Names, int Count)>());
        foreach (var word in words)
            if (Length(word) is { } length)
                lengths.Add(length);
            else if (Count(word) is { } count)
                counts.Add(count);
            else
                return Bad(
                    word,
                    $"a transcript with its effective length, as A:1200, or transcripts with commas and how many reads fit them, as A,B=6 (names of 1 to {MostLetters} letters and digits, numbers to {MostNumber})"
                );
        return Of(lengths, counts);
    }

    static Either<EmError, FewReads> Of(List<(string Name, int Length)> lengths, List<(string[] Names, int Count)> counts)
    {
        var names = lengths.Select(one => one.Name).Concat(counts.SelectMany(one => one.Names)).Distinct().ToArray();
        var classes = counts
            .Select(one => new ToldReads(one.Names.Select(name => System.Array.IndexOf(names, name)).Order().ToArray(), one.Count))
            .ToArray();
        var twice = lengths.GroupBy(one => one.Name).Where(same => same.Count() > 1).Select(same => same.Key).FirstOrDefault();
        var again = classes
            .GroupBy(one => string.Join(",", one.Transcripts.Select(t => names[t])))
            .Where(same => same.Count() > 1)
            .Select(same => same.Key)
            .FirstOrDefault();
        return twice is not null ? Bad(twice, "given one length")
            : again is not null ? Bad(again, "given once, with all its reads")
            : classes.Length == 0 ? Bad("", "given with reads too, as A,B=6")
            : names.Length > MostTranscripts ? new EmError.OverLimit("the number of transcripts", names.Length, MostTranscripts)
            : classes.Length > MostClasses ? new EmError.OverLimit("the number of classes of reads", classes.Length, MostClasses)
            : new FewReads(
                names
                    .Select(name => new ToldTranscript(
                        name,
                        lengths.Where(one => one.Name == name).Select(one => one.Length).FirstOrDefault(UsualLength)
                    ))
                    .ToArray(),
                classes
            );
    }

    static (string, int)? Length(string word) =>
        word.Split(':') is [var name, var number] && IsName(name) && NumberOf(number) is { } length ? (name, length) : null;

    static (string[], int)? Count(string word) =>
        word.Split('=') is [var fits, var number]
        && NumberOf(number) is { } count
        && fits.Split(',') is var names
        && names.All(IsName)
        && names.Distinct().Count() == names.Length
            ? (names, count)
            : null;

    static bool IsName(string name) => name.Length is >= 1 and <= MostLetters && name.All(char.IsLetterOrDigit);

    static int? NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostNumber
            ? number
            : null;

    static EmError Bad(string word, string domain) => new EmError.BadOption("word", word, new(domain, _ => false));
}
