using System.CommandLine;
using System.Globalization;
using System.IO;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Indexing;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary><c>em quant index FASTA … -o FILE</c>: makes the index in which reads are looked up.</summary>
static class QuantIndexVerb
{
    public static Command Create()
    {
        var command = new Command("index", "make an index of transcripts, for 'em quant'");
        var fasta = new Argument<string[]>("FASTA")
        {
            Description = "files of transcripts, FASTA, plain or gzip",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new System.CommandLine.Option<string>("-o", "--output", "-i", "--index")
        {
            Description = "the index to write",
            HelpName = "FILE",
            Required = true,
        };
        var k = new System.CommandLine.Option<int>("--kmer-size", "-k")
        {
            Description = $"k, the length of what is looked up: {TranscriptIndex.LengthsOfKmers.Name}",
            DefaultValueFactory = _ => 31,
            HelpName = "K",
        };
        var unique = new System.CommandLine.Option<bool>("--make-unique") { Description = "put a number behind names that come again" };
        var force = new System.CommandLine.Option<bool>("--force") { Description = "overwrite the file of -o if there is one" };
        var quiet = new QuietOption();
        command.Add(fasta);
        command.Add(output);
        command.Add(k);
        command.Add(unique);
        command.Add(force);
        quiet.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = quiet.Terminal(parsed);
            var (from, to) = (parsed.GetRequiredValue(fasta), parsed.GetRequiredValue(output));
            return FileNames
                .Apart("output", to, from)
                .Bind(_ => FileNames.New("output", to, parsed.GetValue(force)))
                .Bind(_ =>
                {
                    using var shown = Progress.Of(terminal, () => $"{string.Join(", ", from)}: the index is being made");
                    return IndexFile
                        .Build(from, parsed.GetValue(k), parsed.GetValue(unique))
                        .Bind(index => IndexFile.Save(index, to).Map(_ => index))
                        .ToValidation();
                })
                .Match(index => Print(index, to, terminal), errors => terminal.Refuse(errors));
        });
        return command;
    }

    static int Print(TranscriptIndex index, string to, Terminal terminal)
    {
        if (index.Clipped > 0)
            terminal.Say(
                $"{Count(index.Clipped, "transcript")} ended in ten A or more, a tail that was clipped; lengths stay those before"
            );
        if (index.Replaced > 0)
            terminal.Say(
                $"{Count(index.Replaced, "letter")} that stood for no single base were replaced by bases drawn at random, the same ones each time"
            );
        using (terminal.Out)
            terminal.Out.WriteLine(
                $"{to}: {Count(index.Names.Length, "transcript")}, {Count(index.KmerCount, "k-mer")} of {index.K} bases in {Count(index.ContigCount, "contig")}, "
                    + $"{Count(index.ClassCount, "class", "classes")}, {CountFormat.Megabytes(new FileInfo(to).Length)}"
            );
        return ExitCode.Done;
    }

    static string Count(long count, string one, string? several = null) => CountFormat.Count(count, one, several);
}
