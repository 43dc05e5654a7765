using System.CommandLine;
using EmFunctional.Cli.Output;
using EmFunctional.Cli.Verbs;

var root = new RootCommand("em: Expectation-Maximisation that explains itself")
{
    FitVerb.Create(),
    ExplainVerb.Create(),
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
    return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null });
foreach (var message in Usage.Messages(parsed))
    Console.Error.WriteLine(message);
return ExitCode.BadInput;
