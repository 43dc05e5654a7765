using System.IO;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Watching.Serving;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em serve --playground</c>: the page that teaches EM, from the tool.</summary>
static class ServeVerb
{
    // Where the build puts the published page: beside the tool.
    static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "playground");

    public static Command Create()
    {
        var command = new Command("serve", "open the page on which one makes the steps of EM by hand; Ctrl-C ends it");
        var playground = new System.CommandLine.Option<bool>("--playground")
        {
            Description = "the playground: lessons, and your own data fitted in the browser; nothing leaves the machine",
        };
        var serving = new ServingOptions();
        var quiet = new QuietOption();
        command.Add(playground);
        serving.AddTo(command);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            if (parsed.GetValue(playground))
                return serving.Place(parsed).Match(place => Serve(place, terminal), errors => terminal.Refuse(errors));
            terminal.Error.WriteLine("nothing is named that could be served; add --playground");
            return ExitCode.BadInput;
        });
        return command;
    }

    static int Serve(Place place, Terminal terminal)
    {
        if (!Directory.Exists(_folder))
        {
            terminal.Error.WriteLine(
                $"{_folder}: the page is not there; make it in the repository by "
                    + "'dotnet build -c Release src/EmFunctional.Cli -t:Playground', or copy such a folder there"
            );
            return ExitCode.BadInput;
        }
        using var ended = Signals.Hear();
        return FileServer
            .Start(_folder, place)
            .Match(
                Left: error => terminal.Refuse([error]),
                Right: server =>
                {
                    using var serving = server;
                    terminal.Out.WriteLine(server.Address);
                    terminal.Out.Flush();
                    terminal.Say("Open this address in a browser; Ctrl-C ends the page.");
                    ended.Token.WaitHandle.WaitOne();
                    return ExitCode.Done;
                }
            );
    }
}
