using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Modelling;
using LanguageExt;
using Command = System.CommandLine.Command;
using CompletionItem = System.CommandLine.Completions.CompletionItem;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Output;

/// <summary>The options of verbs that print something in one of some formats, or write it to a file.</summary>
/// <param name="standard">The format unless another is asked for.</param>
/// <param name="formats">The formats.</param>
/// <param name="files">The kinds of file that can be written.</param>
sealed class OutputOptions(string standard, Arr<string> formats, string files)
{
    readonly System.CommandLine.Option<string?> _format = new("--format")
    {
        Description = $"{string.Join(", ", formats.SkipLast())} or {formats.Last()} [default: {standard}]",
        HelpName = "FORMAT",
    };
    readonly System.CommandLine.Option<string?> _output = new("-o", "--output")
    {
        Description = $"write this {files} file instead of printing",
        HelpName = "FILE",
    };
    readonly System.CommandLine.Option<bool> _force = new("--force") { Description = "overwrite the file of -o if there is one" };

    readonly QuietOption _quiet = new();

    public void AddTo(Command command)
    {
        _quiet.AddTo(command);
        command.Add(_force);
        _format.CompletionSources.Add(_ => formats.Select(name => new CompletionItem(name)));
        command.Add(_format);
        command.Add(_output);
    }

    /// <summary>Where the verb writes.</summary>
    public Terminal Terminal(ParseResult parsed) => _quiet.Terminal(parsed);

    /// <summary>The format that was asked for, or the standard.</summary>
    public string Format(ParseResult parsed) => AskedFormat(parsed).IfNone(standard);

    /// <summary>The format, where one was asked for.</summary>
    public Option<string> AskedFormat(ParseResult parsed) => parsed.GetValue(_format) is { } asked ? asked : Option<string>.None;

    /// <summary>The file to write, if any.</summary>
    public string? Path(ParseResult parsed) => parsed.GetValue(_output);

    /// <summary>What is wrong with another file to be written, beside that of the call.</summary>
    public Validation<EmError, Unit> CheckFile(ParseResult parsed, string path, params string[] read) =>
        FileNames.Apart("output", path, read).Bind(_ => FileNames.New("output", path, parsed.GetValue(_force)));

    /// <summary>What is wrong with them, before anything is computed.</summary>
    public Validation<EmError, Unit> Check(ParseResult parsed, params string[] read) =>
        Usage
            .Choose("format", Format(parsed), [.. formats])
            .Bind(_ => FileNames.Apart("output", Path(parsed), read))
            .Bind(_ => FileNames.New("output", Path(parsed), parsed.GetValue(_force)));
}
