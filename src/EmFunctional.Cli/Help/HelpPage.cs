using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Models;
using EmFunctional.Narration;

namespace EmFunctional.Cli.Help;

/// <summary>The help of a verb: what it does, how it is called, its options in groups, and examples that work as they stand.</summary>
static class HelpPage
{
    const int LeftMost = 28;

    /// <summary>The lines; a heading has no space before it.</summary>
    /// <param name="command">The verb, or the tool.</param>
    /// <param name="registry">The models.</param>
    /// <param name="width">How many characters a line may have.</param>
    public static IEnumerable<string> Lines(Command command, Registry registry, int width)
    {
        var left = Math.Min(LeftMost, width / 3);
        IEnumerable<string> Entry(string name, string text) => Beside("  " + name, text, left, width);
        return Sections(command, registry, Entry, width).SelectMany((section, i) => i == 0 ? section : section.Prepend(""));
    }

    static IEnumerable<IEnumerable<string>> Sections(
        Command command,
        Registry registry,
        Func<string, string, IEnumerable<string>> entry,
        int width
    )
    {
        var path = PathOf(command);
        yield return Wrapped.Lines($"{path}: {command.Description}", width);
        yield return ["Call", .. Wrapped.Lines(Call(command, path), width, "  ")];
        if (command.Arguments.Count > 0)
            yield return ["Arguments", .. command.Arguments.SelectMany(argument => entry(NameOf(argument), argument.Description ?? ""))];
        if (command.Subcommands.Count > 0)
            yield return ["Verbs", .. command.Subcommands.SelectMany(verb => entry(verb.Name, verb.Description ?? ""))];
        foreach (var (name, isOfModels, options) in OptionGroups.Of(command, registry))
            yield return
            [
                name,
                .. options.SelectMany(option => entry(NameOf(option), TextOf(option)).Concat(isOfModels ? Example(option, width) : [])),
            ];
        var examples = Examples.OfVerb(path == "em" ? path : path["em ".Length..]).ToArray();
        if (examples.Length > 0)
            yield return ["Examples", .. Set(examples, width)];
        if (command.Name == "fit")
            yield return ["Each model", .. Set(registry.Models.Map(model => Examples.OfModel(model.Name)), width)];
    }

    static IEnumerable<string> Set(IEnumerable<string> calls, int width) =>
        calls.SelectMany(call => Examples.Lines(call, width - 2)).Select(line => "  " + line);

    static IEnumerable<string> Example(Option option, int width) =>
        Examples.OfOption(option.Name) is { } call ? Examples.Lines(call, width - 6).Select(line => "      " + line) : [];

    static string Call(Command command, string path) =>
        string.Join(
            ' ',
            command
                .Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $"[{NameOf(argument)}]" : NameOf(argument))
                .Prepend(path)
                .Concat(command.Subcommands.Count > 0 ? ["VERB …"] : [])
                .Concat(command.Options.Where(option => option.Required).Select(NameOf))
                .Append("[options]")
        );

    static string PathOf(Command command) =>
        command is RootCommand || command.Parents.OfType<Command>().FirstOrDefault() is not { } parent
            ? "em"
            : $"{PathOf(parent)} {command.Name}";

    static string NameOf(Argument argument) => argument.HelpName ?? argument.Name;

    static string NameOf(Option option) =>
        string.Join(
            ", ",
            option.Aliases.Prepend(option.Name).Distinct().Where(name => name is not ("-?" or "/?" or "/h")).OrderBy(name => name.Length)
        ) + (option.HelpName is { } value ? $" {value}" : "");

    static string TextOf(Option option) =>
        option is System.CommandLine.Help.HelpOption ? "this page"
        : option is VersionOption ? "which version this is"
        : option.HasDefaultValue && option.GetDefaultValue() is string standard ? $"{option.Description} [default: {standard}]"
        : option.Description ?? "";

    // A long name has a line of its own.
    static IEnumerable<string> Beside(string name, string text, int left, int width)
    {
        var lines = Wrapped.Lines(text, width - left).ToArray();
        return name.Length + 2 > left
            ? lines.Select(line => new string(' ', left) + line).Prepend(name)
            : lines.Select((line, i) => (i == 0 ? name : "").PadRight(left) + line);
    }

    /// <summary>What <c>--help</c> does.</summary>
    public sealed class Action(Registry registry) : SynchronousCommandLineAction
    {
        /// <inheritdoc/>
        public override bool ClearsParseErrors => true;

        /// <inheritdoc/>
        public override int Invoke(ParseResult parseResult)
        {
            using var to = Terminal.OfProcess(quiet: true).Out;
            foreach (var line in Lines(parseResult.CommandResult.Command, registry, to.Look.TableWidth))
                to.WriteToned(line, line.StartsWith(' ') ? Tone.Plain : Tone.Heading);
            return ExitCode.Done;
        }
    }
}
