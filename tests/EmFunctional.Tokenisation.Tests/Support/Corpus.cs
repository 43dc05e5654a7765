using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.RegularExpressions;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tokenisation.Preparation;

namespace EmFunctional.Tokenisation.Tests.Support;

/// <summary>The corpora, and what SentencePiece made of them.</summary>
static class Corpus
{
    static readonly ConcurrentDictionary<string, string[]> _read = new();

    /// <summary>The lines of a corpus: botchan, shake, neko or mixed.</summary>
    public static string[] Lines(string name) =>
        name == "mixed" ? [.. Lines("botchan"), .. Lines("shake"), .. Lines("neko")] : _read.GetOrAdd(name, _ => Read($"{name}.txt.gz"));

    /// <summary>The pieces of SentencePiece's vocabulary with their scores, without those that have a meaning of their own.</summary>
    public static Dictionary<string, double> Vocabulary(string name, int size) =>
        Read($"{name}.v{size}.t1.vocab.gz")
            .Select(line => line.Split('\t'))
            .Skip(3)
            .ToDictionary(cells => cells[0], cells => double.Parse(cells[1], CultureInfo.InvariantCulture));

    /// <summary>What SentencePiece printed of each sub-iteration.</summary>
    public static SubIteration[] Log(string name, int size) =>
        [
            .. Read($"{name}.v{size}.t1.log.gz")
                .Select(line => Regex.Match(line, @"size=(\d+) obj=([\d.]+) num_tokens=(\d+)"))
                .Where(found => found.Success)
                .Select(found => new SubIteration(
                    int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture),
                    double.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture),
                    long.Parse(found.Groups[3].Value, CultureInfo.InvariantCulture)
                )),
        ];

    /// <summary>The number of seeds that SentencePiece printed.</summary>
    public static int Seeds(string name, int size) =>
        Read($"{name}.v{size}.t1.log.gz")
            .Select(line => Regex.Match(line, @"Initialized (\d+) seed"))
            .Where(found => found.Success)
            .Select(found => int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture))
            .Single();

    static string[] Read(string file)
    {
        using var stream = new GZipStream(
            File.OpenRead(Path.Combine(System.AppContext.BaseDirectory, "Reference", "Training", file)),
            CompressionMode.Decompress
        );
        return new StreamReader(stream).ReadToEnd().TrimEnd('\n').Split('\n');
    }

    /// <summary>All that happens in a training.</summary>
    public static List<TrainingEvent> Train(IEnumerable<string> lines, TokeniserOptions options, int threads = 2) =>
        [.. Unigram.Events(TextLines.Of(lines), options, new EmFunctional.Sharding.Threads(threads))];

    /// <summary>The tokeniser at the end.</summary>
    public static TrainedTokeniser Result(this IEnumerable<TrainingEvent> events) =>
        Unigram.ResultOf(events).IfLeft(error => throw new Xunit.Sdk.XunitException($"{error}"));

    /// <summary>The error at the end.</summary>
    public static TokeniserError Error(this IEnumerable<TrainingEvent> events) => Assert.IsType<TrainingEvent.Failed>(events.Last()).Error;

    /// <summary>The iterates of all runs.</summary>
    public static IEnumerable<(TrainingEvent.Ran Ran, EmFunctional.Iterating.IterationState<Vector> State)> Iterates(
        this IEnumerable<TrainingEvent> events
    ) =>
        events
            .OfType<TrainingEvent.Ran>()
            .Where(e => e.Event is RunEvent<Vector>.Iterated)
            .Select(e => (e, ((RunEvent<Vector>.Iterated)e.Event).State));
}

/// <summary>What SentencePiece prints of a sub-iteration.</summary>
/// <param name="Size">Pieces after its M-step.</param>
/// <param name="Objective">−ln p of a unit before it, on average.</param>
/// <param name="Tokens">The pieces of all units, each cut in the likeliest way, before it.</param>
sealed record SubIteration(int Size, double Objective, long Tokens);
