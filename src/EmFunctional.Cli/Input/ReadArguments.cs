using System.Collections.Generic;
using System.CommandLine;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Mapping;
using EmFunctional.Transcripts.Model;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The index, the files of reads and how they are mapped; the options have kallisto's names.</summary>
sealed class ReadArguments
{
    readonly Argument<string> _index = new("INDEX") { Description = "the index of 'em quant index'", HelpName = "INDEX" };
    readonly Argument<string[]> _reads = new("READS")
    {
        Description = "files of reads, FASTQ or FASTA, plain or gzip: the first and the second of each pair, or with --single any number",
        Arity = ArgumentArity.OneOrMore,
    };
    readonly System.CommandLine.Option<bool> _single = new("--single") { Description = "single reads, not pairs; needs -l and -s" };
    readonly System.CommandLine.Option<bool> _overhang = new("--single-overhang")
    {
        Description = "keep reads, too, whose fragment would hang over the end of a transcript",
    };
    readonly System.CommandLine.Option<bool> _forward = new("--fr-stranded")
    {
        Description = "the first read of a pair is of the transcript's own strand",
    };
    readonly System.CommandLine.Option<bool> _reverse = new("--rf-stranded")
    {
        Description = "the first read of a pair is of the opposite strand",
    };
    readonly System.CommandLine.Option<double?> _mean = new("--fragment-length", "-l")
    {
        Description = "the mean length of fragments, in bases [default: found from pairs]",
        HelpName = "BASES",
    };
    readonly System.CommandLine.Option<double?> _deviation = new("--sd", "-s")
    {
        Description = "the standard deviation of the lengths of fragments, in bases",
        HelpName = "BASES",
    };
    readonly System.CommandLine.Option<bool> _bias = new("--bias")
    {
        Description = "correct for the hexamers at which fragments prefer to begin",
    };
    readonly System.CommandLine.Option<bool> _weighted = new("--weighted-classes")
    {
        Description =
            "weigh transcripts by the length of the fragment and the bases that differ: nearer to the truth than kallisto, so not its numbers",
    };
    readonly System.CommandLine.Option<bool> _saved = new("--save-classes")
    {
        Description = "write the classes too, as kallisto does, for 'em quant classes', 'em verify' and 'em plot'",
    };
    readonly System.CommandLine.Option<int?> _k = new("--kmer-size", "-k") { Description = "refuse an index of another k", HelpName = "K" };
    readonly ThreadOption _threads = new("-t");

    public void AddTo(Command command)
    {
        command.Add(_index);
        command.Add(_reads);
        foreach (System.CommandLine.Option option in new System.CommandLine.Option[] { _single, _overhang, _forward, _reverse })
            command.Add(option);
        command.Add(_mean);
        command.Add(_deviation);
        command.Add(_bias);
        command.Add(_weighted);
        command.Add(_saved);
        command.Add(_k);
        _threads.AddTo(command);
    }

    public string Index(ParseResult parsed) => parsed.GetRequiredValue(_index);

    public IReadOnlyList<string> Reads(ParseResult parsed) => parsed.GetRequiredValue(_reads);

    public bool WeighsClasses(ParseResult parsed) => parsed.GetValue(_weighted);

    public bool SavesClasses(ParseResult parsed) => parsed.GetValue(_saved);

    public bool CorrectsBias(ParseResult parsed) => parsed.GetValue(_bias);

    /// <summary>The words of the call that say what is read and how, by which a journal that is taken up reads the same.</summary>
    public IEnumerable<string> Words(ParseResult parsed) =>
        [
            Index(parsed),
            .. Reads(parsed),
            .. RecordedWords.Of(parsed, _single, _overhang, _forward, _reverse, _mean, _deviation, _bias, _weighted, _saved, _k),
        ];

    /// <summary>Reads the index.</summary>
    public Either<EmError, TranscriptIndex> Load(ParseResult parsed) => IndexFile.Load(Index(parsed), parsed.GetValue(_k) ?? 0);

    public Validation<EmError, MappingOptions> Options(ParseResult parsed) =>
        from threads in _threads.Count(parsed)
        from strand in Strand(parsed)
        from fragments in Fragments(parsed)
        from files in Paired(parsed)
        from plain in WeighsClasses(parsed) && SavesClasses(parsed)
            ? Bad<Unit>("save-classes", "", "given without --weighted-classes: kallisto's files have no place for weights")
            : Prelude.unit
        from told in WeighsClasses(parsed) && parsed.GetValue(_single)
            ? Bad<Unit>("weighted-classes", "", "given of pairs, which tell the lengths of fragments; single reads do not")
            : Prelude.unit
        select new MappingOptions
        {
            IsPaired = !parsed.GetValue(_single),
            Fragments = fragments,
            KeepsOverhanging = parsed.GetValue(_overhang),
            Strand = strand,
            CountsHexamers = CorrectsBias(parsed),
            WeighsClasses = WeighsClasses(parsed),
            Threads = threads,
        };

    Validation<EmError, StrandMode> Strand(ParseResult parsed) =>
        (parsed.GetValue(_forward), parsed.GetValue(_reverse)) switch
        {
            (true, true) => Bad("rf-stranded", "", "given without --fr-stranded"),
            (true, _) => StrandMode.FirstForward,
            (_, true) => StrandMode.FirstReverse,
            _ => StrandMode.Unstranded,
        };

    Validation<EmError, LanguageExt.Option<GivenFragments>> Fragments(ParseResult parsed) =>
        (parsed.GetValue(_mean), parsed.GetValue(_deviation), parsed.GetValue(_single)) switch
        {
            (null, null, false) => LanguageExt.Option<GivenFragments>.None,
            (null, null, true) => Bad("fragment-length", "", "given with --sd for single reads, which do not tell it (-l 200 -s 20)"),
            (null, _, _) => Bad("fragment-length", "", "given with --sd"),
            (_, null, _) => Bad("sd", "", "given with --fragment-length"),
            var (mean, deviation, _) => FragmentLengths
                .Normal(mean.Value, deviation.Value)
                .ToValidation()
                .Map(_ => LanguageExt.Option<GivenFragments>.Some(new(mean.Value, deviation.Value))),
        };

    Validation<EmError, Unit> Paired(ParseResult parsed) =>
        !parsed.GetValue(_single) && Reads(parsed).Count % 2 != 0
            ? Bad("READS", $"{Reads(parsed).Count} files", "two for each pair, or --single given")
            : Prelude.unit;

    static Validation<EmError, T> Bad<T>(string option, string value, string domain) => Bad(option, value, domain);

    static EmError Bad(string option, string value, string domain) => new EmError.BadOption(option, value, new(domain, _ => false));
}
