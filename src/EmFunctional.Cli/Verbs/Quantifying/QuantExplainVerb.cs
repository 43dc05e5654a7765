using System.CommandLine;
using EmFunctional.Cli.Output;
using EmFunctional.Transcripts.Explaining;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary><c>em quant explain TRANSCRIPTS=COUNT …</c>: how reads are shared out among transcripts, told with a few of them.</summary>
static class QuantExplainVerb
{
    public static Command Create()
    {
        var command = new Command("explain", "tell how EM shares out reads, with three transcripts and a handful of reads");
        var words = new Argument<string[]>("WORD")
        {
            Description = "A,B=6 for six reads that fit A and B, A:1200 for the effective length of A [default: 20 reads of 3 transcripts]",
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
                .Bind(_ => FewReads.Read(parsed.GetValue(words) ?? []).ToValidation())
                .Match(
                    reads =>
                        results
                            .Write(parsed, terminal, QuantificationStory.Of(reads))
                            .Match(Right: _ => ExitCode.Done, Left: error => terminal.Refuse([error])),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }
}
