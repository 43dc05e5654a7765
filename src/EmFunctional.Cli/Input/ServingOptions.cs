using EmFunctional.Modelling;
using EmFunctional.Watching.Serving;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The options that say where a page is served.</summary>
sealed class ServingOptions
{
    readonly System.CommandLine.Option<string?> _port = new("--port")
    {
        Description = "the port of the page [default: one that is free]",
        HelpName = "N",
    };
    readonly System.CommandLine.Option<string?> _listen = new("--listen")
    {
        Description =
            "the numeric address to listen on; 0.0.0.0 lets others see the page who have its address [default: 127.0.0.1, this machine alone]",
        HelpName = "ADDRESS",
    };

    public void AddTo(Command command)
    {
        command.Add(_port);
        command.Add(_listen);
    }

    /// <summary>Where the page is served.</summary>
    public Validation<EmError, Place> Place(ParseResult parsed) =>
        Watching.Serving.Place.Parse(parsed.GetValue(_listen), parsed.GetValue(_port));

    /// <summary>Whether any of them is given.</summary>
    public bool AreGiven(ParseResult parsed) => parsed.GetValue(_port) is not null || parsed.GetValue(_listen) is not null;
}
