using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Tokenisation;
using EmFunctional.Tokenisation.Files;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary><c>em tokenise evaluate MODEL … --text TEXT</c>: how well tokenisers do on text that they were not trained on.</summary>
static class EvaluateVerb
{
    public static Command Create()
    {
        var command = new Command(
            "evaluate",
            "say how well models do on text that they were not trained on: pieces and log-likelihood per character"
        );
        var models = new Argument<string[]>("MODEL")
        {
            Description = "the .model files, or tokenizer.json, to compare; by the renormalised likelihoods, at an equal size",
            Arity = ArgumentArity.OneOrMore,
            HelpName = "MODEL",
        };
        var text = new System.CommandLine.Option<string>("--text")
        {
            Description = "the text: a file, compressed by gzip if its name ends with .gz, or - for standard input",
            DefaultValueFactory = _ => "-",
            HelpName = "TEXT",
        };
        var results = new TableResults();
        command.Add(models);
        command.Add(text);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = results.Terminal(parsed);
            var (from, paths) = (parsed.GetRequiredValue(text), parsed.GetRequiredValue(models));
            return results
                .Check(parsed, [from, .. paths])
                .Match(
                    _ =>
                        paths
                            .Map(TokeniserFile.Load)
                            .Sequence()
                            .Bind(saved => Judge([.. saved], from))
                            .Match(Right: judged => Write(results, parsed, terminal, paths, judged), Left: terminal.Refuse),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    sealed record Judged(HeldOutJudge Judge, SavedTokeniser Model, HeldOutText Text);

    // One pass for all of them.
    static Either<TokeniserError, Judged[]> Judge(SavedTokeniser[] models, string from)
    {
        var judged = models.Select(model => new Judged(new(new(model)), model, HeldOutText.Empty)).ToArray();
        return TextSource
            .Each(
                from,
                (line, _) =>
                {
                    for (var i = 0; i < judged.Length; i++)
                        judged[i] = judged[i] with { Text = judged[i].Judge.Add(judged[i].Text, line.Span) };
                    return Prelude.unit;
                }
            )
            .Bind<Judged[]>(_ =>
                judged[0].Text.Lines > 0 ? judged : new TokeniserError.OfFrame(new Modelling.EmError.NoRows(TextSource.Name(from)))
            );
    }

    static int Write(TableResults results, ParseResult parsed, Terminal terminal, string[] paths, Judged[] judged)
    {
        if (judged[0].Text.InvalidBytes > 0)
            terminal.Say($"bytes that are no UTF-8: {judged[0].Text.InvalidBytes}; each is U+FFFD");
        ResultColumn Number(string name, Func<HeldOutText, double> number) => new(name, i => number(judged[i].Text));
        ResultColumn PerCharacter(string name, Func<HeldOutText, double> sum) =>
            new(name, i => sum(judged[i].Text) / judged[i].Text.Characters);
        return results.Write(
            parsed,
            terminal,
            new(
                judged.Length,
                [
                    new("model", i => i, i => paths[i]),
                    new("vocabulary", i => judged[i].Model.Vocabulary.Count),
                    Number("lines", text => text.Lines),
                    Number("characters", text => text.Characters),
                    Number("tokens", text => text.Tokens),
                    Number("tokensPerCharacter", text => text.TokensPerCharacter),
                    PerCharacter("viterbiPerCharacter", text => text.Viterbi),
                    PerCharacter("viterbiRenormalisedPerCharacter", text => text.ViterbiRenormalised),
                    PerCharacter("marginalPerCharacter", text => text.Marginal),
                    PerCharacter("marginalRenormalisedPerCharacter", text => text.MarginalRenormalised),
                    Number("unknown", text => text.Unknowns),
                    Number("roundTripErrors", text => text.RoundTripErrors),
                    new("mass", i => judged[i].Judge.Mass),
                ]
            )
        );
    }
}
