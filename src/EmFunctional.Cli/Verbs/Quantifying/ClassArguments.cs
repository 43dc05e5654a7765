using System.Collections.Generic;
using System.Collections.Immutable;
using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Files;
using EmFunctional.Transcripts.Indexing;
using EmFunctional.Transcripts.Model;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>Equivalence classes from files, with the names and lengths of their transcripts.</summary>
sealed class ClassArguments
{
    readonly Argument<string> _classes = new("CLASSES")
    {
        Description = "kallisto's classes (.ec), or with no COUNTS salmon's eq_classes.txt, plain or gzip",
        HelpName = "CLASSES",
    };
    readonly Argument<string?> _counts = new("COUNTS")
    {
        Description = "the reads of each class: a .tsv file, or a .mtx file with a row for each sample",
        HelpName = "COUNTS",
        Arity = ArgumentArity.ZeroOrOne,
    };
    readonly System.CommandLine.Option<string?> _index = new("--index", "-i")
    {
        Description = "the names and lengths of the transcripts: an index, or a table with target_id and length (abundance.tsv)",
        HelpName = "FILE",
    };
    readonly System.CommandLine.Option<string?> _names = new("--names", "-T")
    {
        Description = "the names alone, one a line (transcripts.txt); all effective lengths are 1",
        HelpName = "FILE",
    };
    readonly System.CommandLine.Option<string?> _fragments = new("--fragment-file", "-f")
    {
        Description = "how many fragments had each length: 1000 numbers a line, a line for all samples or one for each",
        HelpName = "FILE",
    };
    readonly System.CommandLine.Option<double?> _mean = new("--fragment-length", "-l")
    {
        Description = "the mean length of fragments, in bases [default: none, all effective lengths are 1]",
        HelpName = "BASES",
    };
    readonly System.CommandLine.Option<double?> _deviation = new("--sd", "-s")
    {
        Description = "the standard deviation of the lengths of fragments, in bases",
        HelpName = "BASES",
    };

    public void AddTo(Command command)
    {
        command.Add(_classes);
        command.Add(_counts);
        foreach (var option in new System.CommandLine.Option[] { _index, _names, _fragments, _mean, _deviation })
            command.Add(option);
    }

    /// <summary>The files that are read.</summary>
    public string?[] Files(ParseResult parsed) =>
        [
            parsed.GetRequiredValue(_classes),
            parsed.GetValue(_counts),
            parsed.GetValue(_index),
            parsed.GetValue(_names),
            parsed.GetValue(_fragments),
        ];

    /// <summary>The words of the call that say what is read and how.</summary>
    public IEnumerable<string> Words(ParseResult parsed) =>
        [
            parsed.GetRequiredValue(_classes),
            .. parsed.GetValue(_counts) is { } counts ? new[] { counts } : [],
            .. RecordedWords.Of(parsed, _index, _names, _fragments, _mean, _deviation),
        ];

    /// <summary>The reads of each sample.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="words">The words by which a journal that is taken up reads the same.</param>
    public Either<EmError, ImmutableArray<AbundanceData>> Read(ParseResult parsed, IEnumerable<string> words) =>
        from fragments in Fragments(parsed)
        from samples in Classes(parsed)
        from lines in fragments.Count is 0 or 1 || fragments.Count == samples.Length
            ? Prelude.Right<EmError, Unit>(Prelude.unit)
            : Bad("fragment-file", $"{fragments.Count} lines", $"a file of one line, or of {samples.Length}, as many as there are samples")
        from all in samples
            .Select(
                (classes, i) =>
                    DataOf(
                        classes,
                        fragments.Count == 0 ? LanguageExt.Option<FragmentLengths>.None : fragments[fragments.Count == 1 ? 0 : i],
                        new() { Source = Source(parsed), Words = words.ToArray() }
                    )
            )
            .Sequence()
        select all.ToImmutableArray();

    string Source(ParseResult parsed) => parsed.GetValue(_counts) ?? parsed.GetRequiredValue(_classes);

    static Either<EmError, AbundanceData> DataOf(
        EquivalenceClasses classes,
        LanguageExt.Option<FragmentLengths> fragments,
        DataDescription description
    )
    {
        var lengths = fragments.Match(known => known.EffectiveLengths(classes), () => Vector.Of(classes.Transcripts, _ => 1));
        return SalmonClasses
            .WithoutLengths(classes, lengths)
            .Bind(weighed => AbundanceData.Create(weighed, lengths))
            .Map(data => data with { Description = description });
    }

    Either<EmError, ImmutableArray<EquivalenceClasses>> Classes(ParseResult parsed) =>
        parsed.GetValue(_counts) is { } counts
            ? TargetsOf(parsed)
                .Bind(targets =>
                    targets.Match(
                        known => ClassFile.Read(parsed.GetRequiredValue(_classes), counts, known),
                        () => Bad("index", "", "given with kallisto's classes, or --names, since they name no transcript")
                    )
                )
            : from classes in SalmonClasses.Read(parsed.GetRequiredValue(_classes))
            from targets in TargetsOf(parsed)
            from named in targets.Match(known => Lengthened(classes, known), () => classes)
            select ImmutableArray.Create(named);

    // Salmon's own names, with the lengths of an index by name.
    static Either<EmError, EquivalenceClasses> Lengthened(EquivalenceClasses classes, Targets known)
    {
        var lengths = new Dictionary<string, int>();
        for (var t = 0; t < known.Names.Length; t++)
            lengths[known.Names[t]] = known.Lengths[t];
        var missing = classes.Names.FirstOrDefault(name => !lengths.ContainsKey(name));
        return missing is not null
            ? Bad("index", missing, "one that has all transcripts of the classes")
            : EquivalenceClasses.Create(
                classes.Names,
                [.. classes.Names.Select(name => lengths[name])],
                classes.Offsets,
                classes.Members,
                classes.Counts,
                classes.Weights
            );
    }

    Either<EmError, LanguageExt.Option<Targets>> TargetsOf(ParseResult parsed) =>
        (parsed.GetValue(_index), parsed.GetValue(_names)) switch
        {
            (null, null) => LanguageExt.Option<Targets>.None,
            (null, var names) => Targets.OfNames(names).Map(Prelude.Some),
            (var index, null) => TargetsFile.Read(index).Map(Prelude.Some),
            _ => Bad("names", parsed.GetValue(_names)!, "given without --index"),
        };

    Either<EmError, Arr<FragmentLengths>> Fragments(ParseResult parsed) =>
        (parsed.GetValue(_fragments), parsed.GetValue(_mean), parsed.GetValue(_deviation)) switch
        {
            (null, null, null) => Arr<FragmentLengths>.Empty,
            ({ } file, null, null) => FragmentFile.Read(file),
            (null, { } mean, { } deviation) => FragmentLengths.Normal(mean, deviation).Map(lengths => Arr.create(lengths)),
            (null, null, _) => Bad("fragment-length", "", "given with --sd"),
            (null, _, null) => Bad("sd", "", "given with --fragment-length"),
            ({ } file, _, _) => Bad("fragment-file", file, "given without --fragment-length and --sd"),
        };

    static EmError Bad(string option, string value, string domain) => new EmError.BadOption(option, value, new(domain, _ => false));
}
