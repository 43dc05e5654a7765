using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using EmFunctional.Modelling;

namespace EmFunctional.Cli.Output;

/// <summary>What is wrong with the words of a call, with the nearest name.</summary>
static class Usage
{
    public static IEnumerable<string> Messages(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.UnmatchedTokens.Select(token => Unknown(command, token)).ToArray();
        return (unknown.Length > 0 ? unknown : parsed.Errors.Select(error => error.Message)).Append(Help(command)).Distinct();
    }

    static string Unknown(Command command, string token)
    {
        var isOption = token.StartsWith('-');
        var known = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(verb => verb.Name);
        return known.Any()
            ? new EmError.UnknownName(isOption ? "option" : "verb", token, known.ToArray()).ToText()
            : $"'{token}' is one argument too many";
    }

    static string Help(Command command) => $"see 'em {(command is RootCommand ? "" : command.Name + " ")}--help'";
}
