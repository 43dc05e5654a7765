using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tokenisation;
using EmFunctional.Tokenisation.Files;
using EmFunctional.Tokenisation.Normalisation;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary><c>em tokenise encode MODEL TEXT</c>: the pieces of each line.</summary>
static class EncodeVerb
{
    const int MostAtOnce = 1024;

    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is wanted of each line.</summary>
    sealed record Wish(int Best, int Draws, double Theta, Seed Seed, bool Begin, bool End, string Format);

    public static Command Create()
    {
        var command = new Command("encode", "cut each line of a text into pieces");
        var (model, text) = (TokeniserArguments.Model(), TokeniserArguments.Text("the text, in UTF-8"));
        var best = new System.CommandLine.Option<int>("--best")
        {
            Description = "the N most probable ways to cut each line, each with its ln p and a tab before it",
            HelpName = "N",
        };
        var draws = new System.CommandLine.Option<int>("--sample")
        {
            Description =
                "N ways to cut each line that are drawn by their probabilities, for training that sees many (subword regularisation)",
            HelpName = "N",
        };
        var theta = new System.CommandLine.Option<double>("--alpha")
        {
            Description = "with --sample: the power of the probabilities; 0 makes all ways as likely, 1 is the model itself",
            DefaultValueFactory = _ => 1,
            HelpName = "A",
        };
        var seed = new System.CommandLine.Option<string?>("--seed")
        {
            Description = "the seed of what is drawn [default: 1]",
            HelpName = "N",
        };
        var begin = new System.CommandLine.Option<bool>("--begin") { Description = "the mark of the begin before each line" };
        var end = new System.CommandLine.Option<bool>("--end") { Description = "the mark of the end behind each line" };
        var output = new OutputOptions("pieces", Arr.create("pieces", "ids", "json"), "text");
        command.Add(model);
        command.Add(text);
        command.Add(best);
        command.Add(draws);
        command.Add(theta);
        command.Add(seed);
        command.Add(begin);
        command.Add(end);
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = output.Terminal(parsed);
            var (source, path) = (parsed.GetRequiredValue(text), parsed.GetRequiredValue(model));
            var wish =
                from outputs in output.Check(parsed, path, source)
                from few in Within("best", parsed.GetValue(best))
                from some in Within("sample", parsed.GetValue(draws))
                from power in Domain.NonNegative.Contains(parsed.GetValue(theta))
                    ? Prelude.Success<EmError, double>(parsed.GetValue(theta))
                    : new EmError.OutsideDomain("alpha", parsed.GetValue(theta), Domain.NonNegative)
                from key in Seeds.Of(parsed.GetValue(seed))
                from one in few > 0 && some > 0
                    ? Prelude.Fail<EmError, Unit>(new EmError.BadOption("sample", $"{some}", new("asked for without --best", _ => false)))
                    : Prelude.unit
                select new Wish(
                    few,
                    some,
                    power,
                    new(key.IfNone(1UL)),
                    parsed.GetValue(begin),
                    parsed.GetValue(end),
                    output.Format(parsed)
                );
            return wish.Match(
                asked =>
                    TokeniserFile
                        .Load(path)
                        .Map(saved => new UnigramTokeniser(saved))
                        .Bind(tokeniser => TextOutput.Write(output.Path(parsed), terminal, to => Encode(tokeniser, source, asked, to)))
                        .Match(Right: told => Print(terminal, told), Left: terminal.Refuse),
                errors => terminal.Refuse(errors)
            );
        });
        return command;
    }

    static Validation<EmError, int> Within(string name, int count) =>
        count is >= 0 and <= MostAtOnce ? count : new EmError.OutsideDomain(name, count, Domain.Within(0, MostAtOnce));

    static int Print(Terminal terminal, (long Lines, long Tokens, long Invalid) told)
    {
        terminal.Say($"lines {told.Lines}, pieces {told.Tokens}");
        if (told.Invalid > 0)
            terminal.Say($"bytes that are no UTF-8: {told.Invalid}; each is U+FFFD");
        return ExitCode.Done;
    }

    static Either<TokeniserError, (long Lines, long Tokens, long Invalid)> Encode(
        UnigramTokeniser tokeniser,
        string source,
        Wish wish,
        TextWriter to
    )
    {
        var (tokens, invalid) = (0L, 0L);
        var special = tokeniser.Saved.Options.Special;
        Either<TokeniserError, Token[]> Mark(bool wanted, int id, string name) =>
            !wanted ? Array.Empty<Token>()
            : id >= 0 && id < tokeniser.Vocabulary.Count ? new[] { new Token(id, tokeniser.Vocabulary[id].Text) }
            : new TokeniserError.OfFrame(new EmError.CannotDo("the model", $"mark the {name} of a line: it has no piece for that"));
        return from begin in Mark(wish.Begin, special.BeginId, "begin")
            from end in Mark(wish.End, special.EndId, "end")
            from lines in TextSource.Each(
                source,
                (line, number) =>
                {
                    invalid += Utf8.CountInvalid(line.Span);
                    foreach (var (found, score) in Segmentations(tokeniser, line.Span, wish, number))
                    {
                        Token[] marked = [.. begin, .. found, .. end];
                        tokens += marked.Length;
                        to.Write(Line(marked, score, wish.Format));
                        to.Write('\n');
                    }
                    return Prelude.unit;
                }
            )
            select (lines, tokens, invalid);
    }

    static System.Collections.Generic.IEnumerable<(Token[] Tokens, double? Score)> Segmentations(
        UnigramTokeniser tokeniser,
        ReadOnlySpan<byte> line,
        Wish wish,
        long number
    ) =>
        wish.Best > 0 ? tokeniser.Best(line, wish.Best).Select(way => (way.Tokens, (double?)way.Score))
        : wish.Draws > 0
            ? tokeniser.Draw(line, wish.Theta, wish.Seed.Split(unchecked((int)number)), wish.Draws).Select(way => (way, (double?)null))
        : [(tokeniser.Encode(line), null)];

    static string Line(Token[] tokens, double? score, string format)
    {
        var before = score is { } known ? NumberText.Shortest(known) : null;
        return format switch
        {
            "json" => $"{{\"ids\": [{string.Join(", ", tokens.Select(token => token.Id))}], \"pieces\": {Texts(tokens)}"
                + (before is null ? "}" : $", \"score\": {before}}}"),
            "ids" => (before is null ? "" : before + "\t") + string.Join(' ', tokens.Select(token => token.Id)),
            _ => (before is null ? "" : before + "\t") + string.Join(' ', tokens.Select(token => token.Text)),
        };
    }

    static string Texts(Token[] tokens) => JsonSerializer.Serialize(tokens.Select(token => token.Text), Json);
}
