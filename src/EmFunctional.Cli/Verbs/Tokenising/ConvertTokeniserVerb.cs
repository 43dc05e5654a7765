using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Tokenisation;
using EmFunctional.Tokenisation.Files;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary><c>em tokenise convert MODEL -o FILE</c>: a tokeniser as a file of another kind.</summary>
static class ConvertTokeniserVerb
{
    public static Command Create()
    {
        var command = new Command("convert", "write a model as SentencePiece's .model or .vocab, or as HuggingFace's tokenizer.json");
        var model = TokeniserArguments.Model();
        var output = new Option<string>("-o", "--output")
        {
            Description = $"the {TokeniserFile.Kinds} file to write",
            HelpName = "FILE",
            Required = true,
        };
        var force = new Option<bool>("--force") { Description = "overwrite the file of -o if there is one" };
        var quiet = new QuietOption();
        command.Add(model);
        command.Add(output);
        command.Add(force);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            var (from, to) = (parsed.GetRequiredValue(model), parsed.GetRequiredValue(output));
            return FileNames
                .Apart("output", to, from)
                .Bind(_ => FileNames.New("output", to, parsed.GetValue(force)))
                .Match(
                    _ =>
                        TokeniserFile
                            .Check(to)
                            .Bind(_ => TokeniserFile.Load(from))
                            .Bind(saved => TokeniserFile.Save(saved, to).Map(_ => saved))
                            .Match(Right: saved => Print(terminal, saved, to), Left: terminal.Refuse),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static int Print(Terminal terminal, SavedTokeniser saved, string to)
    {
        var marks = saved.Vocabulary.Pieces.Count(piece => !piece.Kind.IsText());
        terminal.Say($"{to}: {saved.Vocabulary.Count} pieces, {marks} of which stand for no text; normalisation {saved.Map.Name}");
        return ExitCode.Done;
    }
}
