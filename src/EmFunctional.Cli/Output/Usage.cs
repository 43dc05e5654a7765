using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;
using RootCommand = System.CommandLine.RootCommand;

namespace EmFunctional.Cli.Output;

/// <summary>What is wrong with the words of a call, with the nearest name.</summary>
static class Usage
{
    /// <summary>That an option is not given.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="option">The option.</param>
    /// <param name="where">Where it must be left out.</param>
    public static Validation<EmError, Unit> LeftOut(
        System.CommandLine.ParseResult parsed,
        System.CommandLine.Option option,
        string where
    ) =>
        parsed.GetResult(option) is { Implicit: false } given
            ? new EmError.BadOption(
                option.Name.TrimStart('-'),
                string.Join(' ', given.Tokens.Select(token => token.Value)),
                new($"left out where {where}", _ => false)
            )
            : Prelude.unit;

    public static IEnumerable<string> Messages(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // An unknown option's value is unmatched too: the first option says it all.
        var unknown = parsed
            .UnmatchedTokens.OrderByDescending(token => token.StartsWith('-'))
            .Select(token => Unknown(command, token))
            .Take(1);
        return unknown
            .Concat(parsed.UnmatchedTokens.Any() ? [] : parsed.Errors.Select(error => Plain(error.Message, command)))
            .Append(Help(command));
    }

    static string Unknown(Command command, string token)
    {
        var isOption = token.StartsWith('-');
        var known = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(verb => verb.Name);
        return known.Any()
            ? new EmError.UnknownName(isOption ? "option" : "verb", token, known.ToArray()).ToString()
            : $"'{token}' is one argument too many";
    }

    // The parser names types of the runtime.
    static string Plain(string message, Command command)
    {
        var at = message.IndexOf(" as expected type '", StringComparison.Ordinal);
        var quoted = message.Split('\'') is [_, var name, ..] ? name : "";
        return message.StartsWith("Required command", StringComparison.Ordinal)
                ? $"a verb is missing, such as {string.Join(" or ", command.Subcommands.Take(2).Select(verb => verb.Name))}"
            : message.StartsWith("Required argument missing for option", StringComparison.Ordinal) ? $"{quoted} needs a value"
            : message.StartsWith("Required argument", StringComparison.Ordinal) ? $"{quoted} is missing"
            : at < 0 ? message
            : message[..at] + (message.Contains("Int", StringComparison.Ordinal) ? "; give a whole number" : "; give a number");
    }

    static string Help(Command command) => $"see 'em {Words(command)}--help'";

    static string Words(Command command) =>
        command is RootCommand ? "" : string.Concat(command.Parents.OfType<Command>().Take(1).Select(Words)) + command.Name + " ";

    /// <summary>A value out of some, or the nearest of them.</summary>
    public static Validation<EmError, string> Choose(string option, string value, params string[] known) =>
        known.Contains(value) ? value : new EmError.UnknownName(option, value, known);
}
