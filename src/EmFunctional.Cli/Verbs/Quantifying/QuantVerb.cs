using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Sharding;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Bias;
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
        var command = new Command("quant", "say how much of each transcript there is, from RNA-seq reads")
        {
            QuantIndexVerb.Create(),
            QuantClassesVerb.Create(),
            QuantExplainVerb.Create(),
        };
        var (arguments, request, quiet) = (new ReadArguments(), new AbundanceArguments(), new QuietOption());
        arguments.AddTo(command);
        request.AddTo(command);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            return (
                from options in arguments.Options(parsed)
                from asked in request.Of(parsed, [arguments.Index(parsed), .. arguments.Reads(parsed)])
                from unfinished in AbundanceResume.Unfinished(asked, arguments.CorrectsBias(parsed))
                from index in arguments.Load(parsed).ToValidation()
                from mapped in MappingRun.Of(index, arguments.Reads(parsed), options, terminal).ToValidation()
                from saved in arguments.SavesClasses(parsed) && asked.Proof is null
                    ? SavedClasses.Write(mapped, asked.Folder).ToValidation()
                    : Prelude.unit
                from data in DataOf(
                        mapped,
                        new()
                        {
                            Source = string.Join(", ", arguments.Reads(parsed)),
                            Words = new(["quant", .. arguments.Words(parsed), .. request.Words(parsed)]),
                        }
                    )
                    .ToValidation()
                select (index, mapped, data, asked, options.Threads)
            ).Match(
                all =>
                {
                    var correct = arguments.CorrectsBias(parsed) ? BiasCorrection.Of(all.index, all.mapped) : null;
                    var reads = new ClassifiedReads(all.data, all.mapped.Processed, all.Threads, correct);
                    return all.asked.Proof is { } proof
                        ? AbundanceProof.Of(proof, reads, terminal)
                        : AbundanceRun.Of(reads, all.asked, terminal);
                },
                errors => terminal.Refuse(errors)
            );
        });
        return command;
    }

    static Either<EmError, AbundanceData> DataOf(MappedReads mapped, DataDescription description) =>
        AbundanceData
            .Create(mapped.Classes, mapped.Fragments.EffectiveLengths(mapped.Classes))
            .Map(data => data with { Description = description });
}
