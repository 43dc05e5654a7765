using System.IO;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Saving;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Output;

/// <summary>Where a story goes: as text, Markdown or HTML, to standard output or to a file, whose name can say which.</summary>
sealed class StoryResults
{
    readonly OutputOptions _output = new("table", Arr.create("table", "md", "html"), ".txt, .md or .html");

    public void AddTo(Command command) => _output.AddTo(command);

    /// <summary>Where the verb writes.</summary>
    public Terminal Terminal(ParseResult parsed) => _output.Terminal(parsed);

    public Validation<EmError, Unit> Check(ParseResult parsed, params string[] read) =>
        _output.Check(parsed, read).Bind(_ => Writer(parsed).Map(_ => Prelude.unit));

    /// <summary>Prints or writes a story.</summary>
    /// <returns>Nothing, or why the file could not be written.</returns>
    public Either<EmError, Unit> Write(ParseResult parsed, Terminal terminal, Story story)
    {
        var writer = Writer(parsed).IfFail(_ => StoryText.Of);
        if (_output.Path(parsed) is { } path)
            return AtomicFile.Write(
                path,
                stream =>
                {
                    using var to = new StreamWriter(stream, leaveOpen: true);
                    to.Write(writer(story));
                }
            );
        using (terminal.Data)
            terminal.Data.Write(
                writer == StoryText.Of && terminal.Out.Look.Width is not null
                    ? StoryText.Of(story, terminal.Out.Look.TableWidth)
                    : writer(story)
            ); // the writers of stories take care of names
        return Prelude.unit;
    }

    Validation<EmError, Func<Story, string>> Writer(ParseResult parsed) =>
        _output
            .AskedFormat(parsed)
            .IfNone(() => _output.Path(parsed) is { } path ? Path.GetExtension(path).ToLowerInvariant() : _output.Format(parsed)) switch
        {
            "md" or ".md" => Prelude.Success<EmError, Func<Story, string>>(StoryMarkdown.Of),
            "html" or ".html" => Prelude.Success<EmError, Func<Story, string>>(StoryHtml.Of),
            "table" or ".txt" => Prelude.Success<EmError, Func<Story, string>>(StoryText.Of),
            _ => new EmError.BadOption(
                "output",
                _output.Path(parsed)!,
                new("the name of a .txt, .md or .html file, or --format given", _ => false)
            ),
        };
}
