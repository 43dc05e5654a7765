using System.CommandLine;
using System.Globalization;
using System.IO;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Mapping;
using EmFunctional.Transcripts.Model;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary><c>em quant INDEX READS … -o FOLDER</c>: how much of each transcript RNA-seq reads tell of, with kallisto's numbers.</summary>
static class QuantVerb
{
    public static Command Create()
    {
        var command = new Command("quant", "say how much of each transcript there is, from RNA-seq reads") { QuantIndexVerb.Create() };
        var (arguments, quiet) = (new ReadArguments(), new QuietOption());
        var output = new System.CommandLine.Option<string>("-o", "--output-dir")
        {
            Description = "the folder for what is found; it is made if it is not there",
            HelpName = "FOLDER",
            Required = true,
        };
        arguments.AddTo(command);
        command.Add(output);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            return arguments
                .Options(parsed)
                .Bind(options => arguments.Load(parsed).ToValidation().Map(index => (index, options)))
                .Bind(read => MappingRun.Of(read.index, arguments.Reads(parsed), read.options, terminal).ToValidation())
                .Match(mapped => ExitCode.Done, errors => terminal.Refuse(errors));
        });
        return command;
    }
}
