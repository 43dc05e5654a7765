using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tokenisation;
using EmFunctional.Tokenisation.Preparation;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>How long it takes to train a tokeniser as its text grows: <c>tokeniser TEXT MEGABYTES…</c>.</summary>
static class TokeniserTable
{
    /// <summary>Trains on texts that are made of a given one, by seed: each line is the begin of a line and the end of another.</summary>
    /// <param name="path">The text.</param>
    /// <param name="megabytes">How long the texts are.</param>
    public static void Print(string path, IEnumerable<string> megabytes)
    {
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0).ToArray();
        Console.WriteLine(
            "| MB | characters | different words | seeds | seconds to the seeds | seconds in all | most memory of the process so far, MB |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var size in megabytes)
            Print(size, Grown(lines, double.Parse(size, CultureInfo.InvariantCulture) * 1e6));
    }

    static void Print(string size, IEnumerable<Either<TokeniserError, TextLine>> text)
    {
        var clock = Stopwatch.StartNew();
        var (row, seeded) = ("", 0.0);
        foreach (var happened in Unigram.Events(text, TokeniserOptions.Default, Threads.OfMachine))
            if (happened is TrainingEvent.Prepared prepared)
                row = $"{prepared.Text.Alphabet.Characters} | {prepared.Units.Count}";
            else if (happened is TrainingEvent.Seeded seeds)
                (row, seeded) = ($"{row} | {seeds.Pieces.Lexicon.Count}", clock.Elapsed.TotalSeconds);
            else if (happened is TrainingEvent.Failed failed)
                row = $"{failed.Error}";
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {size} | {row} | {seeded:0.0} | {clock.Elapsed.TotalSeconds:0.0} | {memory:0} |"
            )
        );
    }

    static IEnumerable<Either<TokeniserError, TextLine>> Grown(string[] lines, double bytes)
    {
        var seed = new Seed(1);
        for (var (i, made) = (0, 0L); made < bytes; i++)
        {
            var (first, second) = (lines[seed.Below(4 * i, lines.Length)], lines[seed.Below(4 * i + 1, lines.Length)]);
            var line = first[..(1 + seed.Below(4 * i + 2, first.Length))] + second[seed.Below(4 * i + 3, second.Length)..];
            var text = Encoding.UTF8.GetBytes(line);
            made += text.Length + 1;
            yield return new TextLine(text);
        }
    }
}
