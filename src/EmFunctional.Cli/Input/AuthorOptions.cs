using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The options by which somebody answers for a journal.</summary>
sealed class AuthorOptions
{
    readonly System.CommandLine.Option<string?> _sign = new("--sign")
    {
        Description = "sign the journal's last seal with the private key in this PEM file (ECDSA P-256)",
        HelpName = "KEY",
    };
    readonly System.CommandLine.Option<bool> _provenance = new("--provenance")
    {
        Description = "record in the journal who you are: your user name, machine, folder and command line",
    };

    public void AddTo(Command command)
    {
        command.Add(_sign);
        command.Add(_provenance);
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_sign) is not null || parsed.GetValue(_provenance);

    /// <summary>Who answers, before anything is computed: nobody, or why the key cannot be read.</summary>
    public Either<JournalError, JournalAuthor> Read(ParseResult parsed)
    {
        var provenance = parsed.GetValue(_provenance) ? Provenance.OfThisProcess(Line(parsed)) : null;
        return parsed.GetValue(_sign) is { } path
            ? SigningKey.Read(path).Map(key => new JournalAuthor(key, provenance))
            : new JournalAuthor(null, provenance);
    }

    static string Line(ParseResult parsed) =>
        string.Join(' ', parsed.Tokens.Select(token => ShellWord.Of(token.Value).IfNone(token.Value)).Prepend("em"));
}
