using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;
using CliOption = System.CommandLine.Option<string?>;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The options that say how a CSV or TSV file is written.</summary>
sealed class FormatOptions
{
    readonly CliOption _separator = new("--separator")
    {
        Description = "what separates the cells of a CSV or TSV file: a character, tab or space [default: guessed, and told]",
        HelpName = "CHARACTER",
    };
    readonly CliOption _decimal = new("--decimal")
    {
        Description = "what stands before the decimals of its numbers: . or , [default: .]",
        HelpName = ".|,",
    };
    readonly CliOption _thousands = new("--thousands")
    {
        Description = "what stands between the thousands of its numbers: . , ' _ or space [default: nothing]",
        HelpName = "CHARACTER",
    };
    readonly CliOption _comment = new("--comment")
    {
        Description = "its lines that begin with this character are passed over, such as '#' [default: none]",
        HelpName = "CHARACTER",
    };
    readonly CliOption _encoding = new("--encoding")
    {
        Description = "its encoding: utf-8, utf-16, latin-1, windows-1252, … [default: what its byte order mark says, or utf-8]",
        HelpName = "NAME",
    };

    CliOption[] All => [_separator, _decimal, _thousands, _comment, _encoding];

    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
    }

    /// <summary>What was asked for, once it is checked.</summary>
    public TextFormat Of(ParseResult parsed) => Read(parsed).IfFail(TextFormat.Guessed);

    Validation<EmError, TextFormat> Read(ParseResult parsed) =>
        TextFormat.Parse(
            parsed.GetValue(_separator),
            parsed.GetValue(_decimal),
            parsed.GetValue(_thousands),
            parsed.GetValue(_comment),
            parsed.GetValue(_encoding)
        );

    /// <summary>What is wrong with them: values that cannot be, and any of data that are no text.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="data">The data.</param>
    public Validation<EmError, Unit> Check(ParseResult parsed, string data)
    {
        var given = All.Where(option => parsed.GetValue(option) is not null).ToArray();
        if (given.Length > 0 && (!DataSource.IsText(data) || data.StartsWith('@')))
            return new EmError.BadOption(
                given[0].Name.TrimStart('-'),
                parsed.GetValue(given[0])!,
                new("left out where the data are no CSV or TSV file", _ => false)
            );
        return from format in Read(parsed)
            from _ in format.Encoding.Match(name => TextEncodings.Find(name).Map(_ => Prelude.unit), () => Prelude.unit).ToValidation()
            select Prelude.unit;
    }
}
