using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Tokenisation;
using EmFunctional.Tokenisation.Files;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary><c>em tokenise decode MODEL IDS</c>: the text of each line of ids.</summary>
static class DecodeVerb
{
    public static Command Create()
    {
        var command = new Command("decode", "put pieces together again: the text of each line of ids");
        var (model, text) = (TokeniserArguments.Model(), TokeniserArguments.Text("lines of ids with blanks between them"));
        var output = new OutputOptions("text", Arr.create("text", "json"), "text");
        command.Add(model);
        command.Add(text);
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = output.Terminal(parsed);
            var (from, path) = (parsed.GetRequiredValue(text), parsed.GetRequiredValue(model));
            return output
                .Check(parsed, path, from)
                .Match(
                    _ =>
                        TokeniserFile
                            .Load(path)
                            .Map(saved => new UnigramTokeniser(saved))
                            .Bind(tokeniser =>
                                TextOutput.Write(
                                    output.Path(parsed),
                                    terminal,
                                    to => Decode(tokeniser, from, output.Format(parsed) == "json", to)
                                )
                            )
                            .Match(Right: _ => ExitCode.Done, Left: terminal.Refuse),
                    errors => terminal.Refuse(errors)
                );
        });
        return command;
    }

    static Either<TokeniserError, long> Decode(UnigramTokeniser tokeniser, string from, bool asJson, TextWriter to) =>
        TextSource.Each(
            from,
            (line, number) =>
                IdLine
                    .Read(Encoding.UTF8.GetString(line.Span), TextSource.Name(from), (int)Math.Min(number, int.MaxValue))
                    .Bind(ids => tokeniser.Decode(ids.Ids, ids.Place))
                    .Map(text =>
                    {
                        to.Write(asJson ? JsonSerializer.Serialize(text, EncodeVerb.Json) : text);
                        to.Write('\n');
                        return Prelude.unit;
                    })
        );
}
