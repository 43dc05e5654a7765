using System.CommandLine;
using EmFunctional.Cli.Output;
using EmFunctional.Tokenisation;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary>What the verbs about tokenisers share.</summary>
static class TokeniserArguments
{
    public static Argument<string> Model() =>
        new("MODEL")
        {
            Description = "a .model file of em tokenise train or SentencePiece, or HuggingFace's tokenizer.json",
            HelpName = "MODEL",
        };

    public static Argument<string> Text(string description) =>
        new("TEXT")
        {
            Description = $"{description}: a file, compressed by gzip if its name ends with .gz, or - for standard input",
            DefaultValueFactory = _ => "-",
            HelpName = "TEXT",
        };

    /// <summary>Ends on an error of a tokeniser or its text.</summary>
    public static int Refuse(this Terminal terminal, TokeniserError error)
    {
        terminal.Error.WriteLine(error is TokeniserError.OfFrame { Error: var inner } ? inner.Advised() : error.ToString());
        return ExitCode.BadInput;
    }
}
