using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using EmFunctional.Cli;
using EmFunctional.Cli.Help;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Help, and that its examples work as they stand.</summary>
public sealed class HelpTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    static readonly RootCommand _root = EmTool.Root(Registry.Standard);

    static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);

    static string[] Lines(Command command, int width = 100) => [.. HelpPage.Lines(command, Registry.Standard, width)];

    public static TheoryData<string> Verbs => [.. _root.Subcommands.Where(verb => verb.Subcommands.Count == 0).Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_has_an_example(string verb)
    {
        var lines = Lines(_root.Subcommands.Single(command => command.Name == verb));
        Assert.Contains("Examples", lines);
        Assert.StartsWith($"  em {verb}", lines[Array.IndexOf(lines, "Examples") + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_model_and_each_of_its_options_has_an_example()
    {
        var fit = string.Join('\n', Lines(_root.Subcommands.Single(command => command.Name == "fit"), 400));
        Assert.All(Registry.Standard.Models, model => Assert.Matches($@"\n  em fit {model.Name} @", fit));
        var options = Registry.Standard.Models.SelectMany(model => model.Options.Skip(1)).Select(option => option.Name).Distinct();
        Assert.All(options, name => Assert.Matches($@"\n      em fit \S+ @.* --{name} ", fit));
    }

    [Fact]
    public void Options_are_in_groups_and_none_is_lost()
    {
        var fit = _root.Subcommands.Single(command => command.Name == "fit");
        var lines = Lines(fit);
        int Line(string start) => Array.FindIndex(lines, line => line.StartsWith(start, StringComparison.Ordinal));
        string[] order =
        [
            "How to fit",
            "  --stop",
            "What to read",
            "  --columns",
            "Results",
            "  --format",
            "Options of models",
            "  --form full",
            "Examples",
        ];
        Assert.Equal(order.Select(Line).Order(), order.Select(Line));
        Assert.All(fit.Options, option => Assert.Contains(lines, line => Regex.IsMatch(line, $@"^  (\S+, )?{option.Name}( |$)")));
        Assert.Contains("[default: table]", string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(160)]
    public void Help_fits_its_width(int width) =>
        Assert.All(Commands(_root).SelectMany(command => Lines(command, width)), line => Assert.InRange(line.Length, 0, width));

    [Fact]
    public void A_call_in_several_lines_is_the_same_call()
    {
        const string call = "em fit mixture @iris -k 3 --family 'normal(petal_length) * normal(petal_width)'";
        var lines = Examples.Lines(call, 60).ToArray();
        Assert.True(lines.Length > 1);
        Assert.Equal(call, Joined(string.Join('\n', lines)));
    }

    static string Joined(string text) => Regex.Replace(text, @" \\\n\s+", " ");

    // The calls in a text, a line each; what is said of one stands behind a wide gap.
    static IEnumerable<string> Calls(string text) =>
        Joined(text)
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("em ", StringComparison.Ordinal))
            .Select(line => Regex.Split(line, " {3,}")[0]);

    static string[] Words(string call) =>
        [.. Regex.Matches(call, @"(?:'[^']*'|\S)+").Skip(1).Select(word => word.Value.Replace("'", "", StringComparison.Ordinal))];

    /// <summary>The calls in the help of all verbs, those that write a file first.</summary>
    static string[] CallsOfHelp() =>
        [
            .. Commands(_root)
                .SelectMany(command =>
                    Calls(string.Join('\n', Lines(command).SkipWhile(line => line is not ("Examples" or "Options of models"))))
                )
                .Distinct()
                .OrderBy(call => Regex.IsMatch(call, " --(save|journal) ") ? 0 : 1),
        ];

    [Fact]
    public void Every_example_of_help_works()
    {
        _tool.Write("points.csv", "x,y\n1,2\n3,4.5\n");
        var calls = CallsOfHelp();
        Assert.True(calls.Length > 30);
        Fails(calls);
    }

    void Fails(IEnumerable<string> calls)
    {
        var failed = calls
            .Where(call => !call.StartsWith("em serve ", StringComparison.Ordinal)) // it needs the published page: PublishedTests
            .Select(call => (call, result: Endless(call) is { } output ? Ended(call, output) : _tool.Run(Words(call))))
            .Where(run => run.result.ExitCode != 0)
            .Select(run => $"{run.call}: exit code {run.result.ExitCode}: {run.result.Error}");
        Assert.Equal("", string.Join('\n', failed));
    }

    // Where it says that it has begun.
    static Func<System.Diagnostics.Process, System.IO.StreamReader>? Endless(string call) =>
        call.StartsWith("em watch ", StringComparison.Ordinal) ? process => process.StandardOutput
        : call.StartsWith("em worker ", StringComparison.Ordinal) ? process => process.StandardError
        : null;

    // It goes on until somebody ends it.
    ToolResult Ended(string call, Func<System.Diagnostics.Process, System.IO.StreamReader> output)
    {
        using var process = _tool.Start(Words(call));
        var begun = output(process).ReadLine();
        Tool.Interrupt(process);
        process.WaitForExit();
        return new(begun is null ? -1 : process.ExitCode, begun ?? "", process.StandardError.ReadToEnd());
    }

    public static TheoryData<string> Pages => [.. Registry.Standard.Models.Map(model => model.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_on_the_page_of_a_model_works(string model)
    {
        var iris = Repository.PathTo("src/EmFunctional.Cli/Samples/iris.csv");
        var rows = File.ReadLines(iris).Select(line => line.Split(',')).ToArray();
        string Table(params string[] heads) =>
            string.Join('\n', rows.Select((row, i) => string.Join(',', heads.Select(head => Cell(head, row, i)))));
        string Cell(string head, string[] row, int i) =>
            i == 0 ? head
            : Array.IndexOf(rows[0], head) is >= 0 and var at ? row[at]
            : head switch
            {
                "w" => $"{1 + i * 7 % 4}",
                "kind" => i % 3 > 0 ? ""
                : row[4] == "setosa" ? row[4]
                : "other",
                "colour" => i % 2 == 0 ? "red" : "blue",
                "visits" or "deaths" => $"{i * 7 % 5}",
                "waiting" => $"{50 + i % 40}",
                _ => $"{1 + i * 7919 % 101}.5",
            };
        string[] numbers = [.. rows[0][..4]];
        _tool.Write("train.csv", Table(numbers));
        _tool.Write("data.csv", Table([.. numbers, "w", "kind"]));
        _tool.Write("new.csv", Table([.. numbers, "waiting", "height", "visits", "colour"]));
        _tool.Write("people.csv", Table("height", "visits", "colour"));
        _tool.Write("waits.csv", Table("wait"));
        _tool.Write("counts.csv", Table("deaths"));
        _tool.Write("points.csv", Table("x"));
        var page = Repository.PathTo($"src/EmFunctional.Core/Pages/{model}.md");
        Fails(File.Exists(page) ? Calls(string.Concat(File.ReadAllText(page).Split("```\n").Where((_, i) => i % 2 == 1))) : []);
    }
}
