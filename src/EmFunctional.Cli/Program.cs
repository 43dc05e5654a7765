using System.CommandLine;
using System.IO;
using EmFunctional.Cli.Output;
using EmFunctional.Cli.Verbs;

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
if (parsed.Errors.Count == 0)
    try
    {
        return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }
    catch (IOException error)
    {
        Console.Error.WriteLine($"standard output: {error.Message}; nothing else is lost, write the results elsewhere");
        return ExitCode.NotFitted;
    }
foreach (var message in Usage.Messages(parsed))
    Console.Error.WriteLine(message);
return ExitCode.BadInput;
