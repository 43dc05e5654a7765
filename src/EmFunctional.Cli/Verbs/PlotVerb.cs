using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Plotting;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em plot JOURNAL…</c>: pictures of recorded runs.</summary>
static class PlotVerb
{
    const double SecondsPerFrame = 0.4;

    public static Command Create(Registry registry)
    {
        var command = new Command("plot", "draw a recorded run, or several beside each other");
        var arguments = new PlotArguments(registry);
        arguments.AddTo(command);
        var what = new System.CommandLine.Option<string>("--what")
        {
            Description = $"{string.Join(", ", Plots.Names)}: what there is depends on the model",
            DefaultValueFactory = _ => Plots.Overview,
            HelpName = "KIND",
        };
        what.CompletionSources.Add(_ => Plots.Names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        var output = new System.CommandLine.Option<string>("--output", "-o")
        {
            Description = "the picture: .svg or .png",
            HelpName = "FILE",
            Required = true,
        };
        var animate = new System.CommandLine.Option<bool>("--animate")
        {
            Description = "a film of the iterations: an .svg that moves, or as .png an APNG",
        };
        var force = new System.CommandLine.Option<bool>("--force") { Description = "overwrite the file of -o if there is one" };
        var quiet = new QuietOption();
        quiet.AddTo(command);
        command.Add(what);
        command.Add(output);
        command.Add(animate);
        command.Add(force);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            var file = parsed.GetRequiredValue(output);
            return FileNames
                .Apart("output", file, arguments.Files(parsed))
                .Bind(_ => FileNames.New("output", file, parsed.GetValue(force)))
                .Bind(_ => PictureFile.Check(file))
                .Bind(_ => Usage.Choose("what", parsed.GetValue(what)!, [.. Plots.Names]))
                .Bind(kind =>
                    arguments
                        .Read(parsed, terminal)
                        .Bind(runs => Draw(kind, runs, file, parsed.GetValue(animate)).Map(_ => runs).ToValidation())
                )
                .Match(runs => Print(runs, terminal), errors => terminal.Refuse(errors));
        });
        return command;
    }

    static int Print(Arr<PlottedRun> runs, Terminal terminal)
    {
        foreach (var model in runs.SelectMany(run => run.Model.ToArray()))
            terminal.Tell(model.Problem.Describe());
        return ExitCode.Done;
    }

    static Either<EmError, Unit> Draw(string kind, Arr<PlottedRun> runs, string file, bool isFilm) =>
        isFilm
            ? Plots.Film(kind, runs).Bind(frames => PictureFile.Film(file, frames, SecondsPerFrame))
            : Plots.Draw(kind, runs).Bind(figure => PictureFile.Write(file, figure));
}
