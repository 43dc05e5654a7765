using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tokenisation;
using EmFunctional.Tokenisation.Preparation;
using LanguageExt;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary>What happened in a training, in words.</summary>
sealed record TrainingSummary
{
    TrainingEvent.Prepared? Text { get; init; }

    Arr<string> Prunings { get; init; } = Arr<string>.Empty;

    Option<TrainingEvent.Finished> Finished { get; init; }

    /// <summary>What was found, at the end.</summary>
    public Option<TrainedTokeniser> Tokeniser => Finished.Map(end => end.Tokeniser);

    /// <summary>Why nothing was.</summary>
    public Option<TokeniserError> Error { get; private init; }

    public TrainingSummary Add(TrainingEvent happened) =>
        happened.Match(
            prepared: e => this with { Text = e },
            seeded: _ => this,
            ran: _ => this,
            pruned: e => this with { Prunings = Prunings.Add(Words(e)) },
            finished: e => this with { Finished = e },
            failed: e => this with { Error = e.Error }
        );

    /// <summary>A line about a stage that is done, if there is one.</summary>
    public static string? LineOf(TrainingEvent happened) =>
        happened.Match(
            prepared: e => $"read {Read(e.Text.Tally)}; {e.Text.Alphabet.Characters} characters, {e.Units.Count} different words",
            seeded: e => $"EM begins with {e.Pieces.Lexicon.Count} pieces",
            ran: e =>
                e.Event is RunEvent<Vector>.Iterated { State: var at }
                    ? $"  {e.Lexicon.Count} pieces, iteration {at.Iteration}: log-likelihood {NumberFormat.Significant(at.Objective, 8)}"
                    : null,
            pruned: Words,
            finished: _ => null,
            failed: _ => null
        )!;

    static string Words(TrainingEvent.Pruned e)
    {
        var p = e.Pruning;
        string[] why =
        [
            .. p.Unused > 0 ? [$"{p.Unused} that no likeliest cutting of the text has"] : Enumerable.Empty<string>(),
            .. p.Composed > 0 ? [$"{p.Composed} that others make better"] : Enumerable.Empty<string>(),
            .. p.Lost > 0 ? [$"{p.Lost} without which the text loses least"] : Enumerable.Empty<string>(),
        ];
        return $"pruned {p.Before} pieces to {p.Left.Lexicon.Count}: {string.Join(", ", why)}";
    }

    static string Read(TextTally tally)
    {
        IEnumerable<(long Count, string What)> passed =
        [
            (tally.Blank, "blank"),
            (tally.TooLong, "too long"),
            (tally.Reserved, "with the reserved character U+2585"),
        ];
        var left = string.Join(", ", passed.Where(of => of.Count > 0).Select(of => $"{of.Count} {of.What}"));
        return $"{tally.Used} lines"
            + (left.Length > 0 ? $" (passed over: {left})" : "")
            + (tally.InvalidBytes > 0 ? $"; {tally.InvalidBytes} bytes are no UTF-8, each is U+FFFD" : "");
    }

    /// <summary>The summary.</summary>
    public IEnumerable<string> Lines(string path)
    {
        if (Finished.Case is not TrainingEvent.Finished end)
            yield break;
        var vocabulary = end.Tokeniser.Vocabulary;
        yield return $"{path}: {vocabulary.Count} pieces, of which {vocabulary.Pieces.Count(piece => piece.Kind == PieceKind.Normal)} are text";
        if (Text is { } text)
        {
            var (alphabet, tokens) = (text.Text.Alphabet, end.Tokens);
            yield return $"{alphabet.Required.Count} characters are pieces; they cover {100 * alphabet.Coverage:0.####} % of the text";
            yield return $"{tokens:0} tokens for {alphabet.Characters} characters, {tokens / alphabet.Characters:0.#####} each";
        }
        foreach (var pruning in Prunings)
            yield return pruning;
    }
}
