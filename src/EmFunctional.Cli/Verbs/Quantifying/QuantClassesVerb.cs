using System.Collections.Immutable;
using System.CommandLine;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Files;
using EmFunctional.Transcripts.Model;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary><c>em quant classes CLASSES [COUNTS] -o FOLDER</c>: EM alone, on what kallisto or salmon has mapped.</summary>
static class QuantClassesVerb
{
    public static Command Create()
    {
        var command = new Command("classes", "estimate from equivalence classes that kallisto or salmon has written");
        var (arguments, request, threads, quiet) = (
            new ClassArguments(),
            new AbundanceArguments(),
            new ThreadOption("-t"),
            new QuietOption()
        );
        arguments.AddTo(command);
        request.AddTo(command);
        threads.AddTo(command);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            return (
                from asked in request.Of(parsed, arguments.Files(parsed))
                from unfinished in AbundanceResume.Unfinished(asked, isCorrected: false)
                from count in threads.Count(parsed)
                from samples in arguments
                    .Read(parsed, ["quant", "classes", .. arguments.Words(parsed), .. request.Words(parsed)])
                    .ToValidation()
                from bearable in samples.Length > 1 && asked.Bootstraps > 0
                    ? Prelude.Fail<EmError, Unit>(
                        new EmError.BadOption(
                            "bootstrap-samples",
                            $"{asked.Bootstraps}",
                            new("0 where there are several samples", _ => false)
                        )
                    )
                    : Prelude.unit
                from alone in samples.Length > 1 && asked.Journal.IsSome
                    ? Prelude.Fail<EmError, Unit>(
                        new EmError.BadOption(
                            "journal",
                            asked.Journal.IfNone(""),
                            new("left out where there are several samples", _ => false)
                        )
                    )
                    : Prelude.unit
                select (asked, count, samples)
            ).Match(
                all =>
                    all.asked.Proof is { } proof
                        ? AbundanceProof.Of(proof, new(all.samples[0], all.samples[0].Classes.Total, all.count), terminal)
                        : Run(all.samples, all.asked, all.count, terminal),
                errors => terminal.Refuse(errors)
            );
        });
        return command;
    }

    static int Run(ImmutableArray<AbundanceData> samples, AbundanceRequest asked, int threads, Terminal terminal)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var table = samples.Length == 1 ? AbundanceFile.Name : $"abundance_{i + 1}.tsv";
            var reads = new ClassifiedReads(samples[i], samples[i].Classes.Total, threads, Table: table);
            var code = AbundanceRun.Of(reads, asked, terminal);
            if (code != ExitCode.Done)
                return code;
        }
        return ExitCode.Done;
    }
}
