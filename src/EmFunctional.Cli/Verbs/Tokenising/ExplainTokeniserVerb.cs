using System.CommandLine;
using EmFunctional.Cli.Output;
using EmFunctional.Tokenisation.Explaining;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary><c>em tokenise explain WORD=COUNT …</c>: how a tokeniser is trained, told with a few words.</summary>
static class ExplainTokeniserVerb
{
    public static Command Create()
    {
        var command = new Command(
            "explain",
            "tell how EM finds pieces, with a few short words: a lattice, its ways, expected counts, why a piece goes"
        );
        var words = new Argument<string[]>("WORD")
        {
            Description = "words such as tea=6, which was seen six times [default: five short words]",
            Arity = ArgumentArity.ZeroOrMore,
            HelpName = "WORD",
        };
        var results = new StoryResults();
        command.Add(words);
        results.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = results.Terminal(parsed);
            return results
                .Check(parsed)
                .Bind(_ => CountedWord.Read(parsed.GetValue(words) ?? []).ToValidation())
                .Match(
                    some =>
                        results
                            .Write(parsed, terminal, UnigramStory.Of(some))
                            .Match(Right: _ => ExitCode.Done, Left: error => terminal.Refuse([error])),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }
}
