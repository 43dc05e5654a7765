using System.Collections.Generic;
using System.CommandLine;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary>A verb <c>explain</c> that tells a story of a few words of the call.</summary>
static class StoryVerb
{
    /// <summary>The verb.</summary>
    /// <param name="summary">What it tells.</param>
    /// <param name="wordsAre">What the words are.</param>
    /// <param name="read">Reads them.</param>
    /// <param name="tell">Tells the story.</param>
    public static Command Create<T>(
        string summary,
        string wordsAre,
        Func<IReadOnlyList<string>, Either<EmError, T>> read,
        Func<T, Story> tell
    )
    {
        var command = new Command("explain", summary);
        var words = new Argument<string[]>("WORD")
        {
            Description = wordsAre,
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
                .Bind(_ => read(parsed.GetValue(words) ?? []).ToValidation())
                .Match(
                    some =>
                        results
                            .Write(parsed, terminal, tell(some))
                            .Match(Right: _ => ExitCode.Done, Left: error => terminal.Refuse([error])),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }
}
