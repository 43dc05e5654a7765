using System.CommandLine;
using System.IO;
using EmFunctional.Cli.Output;
using EmFunctional.Cli.Verbs;

GuardedStream.OccupyClosed();
Signals.KeepOnTooLargeFiles();

var root = new RootCommand("em: Expectation-Maximisation that explains itself")
{
    FitVerb.Create(),
    ExplainVerb.Create(),
    SelectVerb.Create(),
    ImputeVerb.Create(),
    PredictVerb.Create(),
    ScoreVerb.Create(),
    SampleVerb.Create(),
    ConvertVerb.Create(),
    PlotVerb.Create(),
    ReplayVerb.Create(),
    ResumeVerb.Create(),
    VerifyVerb.Create(),
    ModelsVerb.Create(),
    SamplesVerb.Create(),
    CompletionVerb.Create(),
};

// @name is a sample, not a file of arguments.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
var terminal = Terminal.OfProcess(quiet: false);
try
{
    if (parsed.Errors.Count > 0)
    {
        foreach (var message in Usage.Messages(parsed))
            terminal.Error.WriteLine(message);
        return ExitCode.BadInput;
    }
    // Help and suggestions are words of ours, and of several lines.
    using var words = new StreamWriter(new GuardedStream(Console.OpenStandardOutput, isResult: true));
    var invocation = new InvocationConfiguration
    {
        Output = words,
        Error = terminal.Error,
        ProcessTerminationTimeout = null,
        EnableDefaultExceptionHandler = false,
    };
    return parsed.Invoke(invocation);
}
catch (OutputException error)
{
    terminal.Error.WriteLine($"standard output: {error.Message}; nothing else is lost, write the results elsewhere");
    return ExitCode.NotFitted;
}
catch (IOException error)
{
    terminal.Error.WriteLine($"{error.Message}; the call was given up");
    return ExitCode.NotFitted;
}
