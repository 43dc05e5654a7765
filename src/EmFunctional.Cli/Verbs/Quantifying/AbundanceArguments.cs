using System.Collections.Generic;
using System.CommandLine;
using EmFunctional.Cli.Input;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Bootstrapping;
using LanguageExt;
using Command = System.CommandLine.Command;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>What is asked of EM on reads by class, and where its files go.</summary>
sealed class AbundanceArguments
{
    readonly System.CommandLine.Option<string?> _output = new("-o", "--output-dir")
    {
        Description = "the folder for what is found; it is made if it is not there [required but for --verify]",
        HelpName = "FOLDER",
    };
    readonly System.CommandLine.Option<string?> _stop = new("--stop")
    {
        Description =
            "when to stop: kallisto, or a rule as 'em fit' has them, of which residual is the largest change of a count as a part of it [default: kallisto, for squarem residual(1e-4) | gain(1e-6).for(3)]",
        HelpName = "RULE",
    };
    readonly System.CommandLine.Option<string> _algorithm = new("--algorithm")
    {
        Description = "plain or squarem, which goes further in fewer evaluations",
        DefaultValueFactory = _ => Algorithm.PlainName,
        HelpName = "NAME",
    };
    readonly System.CommandLine.Option<int> _bootstraps = new("-b", "--bootstrap-samples")
    {
        Description = "how many times the reads are drawn anew, for standard deviations",
        HelpName = "N",
    };
    readonly System.CommandLine.Option<string?> _seed = new("--seed")
    {
        Description = $"the seed of the bootstraps [default: {Bootstraps.DefaultSeed}]",
        HelpName = "SEED",
    };
    readonly System.CommandLine.Option<string?> _journal = new("--journal")
    {
        Description = "record every round in this file",
        HelpName = "FILE",
    };
    readonly System.CommandLine.Option<bool> _force = new("--force") { Description = "overwrite the journal if there is one" };

    readonly System.CommandLine.Option<bool> _resume = new("--resume")
    {
        Description = "go on where the run of the journal was interrupted, to the same bits; all else as in the first call",
    };

    readonly System.CommandLine.Option<bool> _verify = new("--verify")
    {
        Description = "compute the runs of the journal anew and compare every bit; nothing is written",
    };

    readonly AuthorOptions _author = new();
    readonly ProofOptions _proof = new("with --verify: ");

    public void AddTo(Command command)
    {
        System.CommandLine.Option[] all = [_output, _stop, _algorithm, _bootstraps, _seed, _journal, _force, _resume, _verify];
        foreach (var option in all)
            command.Add(option);
        _author.AddTo(command);
        _proof.AddTo(command);
    }

    /// <summary>The words of the call that say what is computed. Where it is written is for each call to say.</summary>
    public IEnumerable<string> Words(ParseResult parsed) => RecordedWords.Of(parsed, _stop, _algorithm, _bootstraps, _seed);

    /// <summary>What is asked, checked before anything is computed.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="read">The files that are read.</param>
    public Validation<EmError, AbundanceRequest> Of(ParseResult parsed, params string?[] read) =>
        from algorithm in Algorithm.Find<Vector>(parsed.GetValue(_algorithm)!).ToValidation()
        from rule in (
            parsed.GetValue(_stop) is { } text ? AbundanceStop.Parse(text)
            : parsed.GetValue(_algorithm) == Algorithm.PlainName ? KallistoStop.Rule
            : AbundanceStop.Accelerated
        ).ToValidation()
        from seed in Seeds.Of(parsed.GetValue(_seed))
        from count in Domain.WholeNumberFrom(0).Contains(parsed.GetValue(_bootstraps))
            ? Prelude.Success<EmError, int>(parsed.GetValue(_bootstraps))
            : new EmError.OutsideDomain("bootstrap-samples", parsed.GetValue(_bootstraps), Domain.WholeNumberFrom(0))
        from folder in parsed.GetValue(_output) is null && !parsed.GetValue(_verify)
            ? Bad("output-dir", "given (-o FOLDER), but for --verify, which writes nothing")
            : Prelude.unit
        from named in parsed.GetValue(_resume) && (parsed.GetValue(_journal) is null || parsed.GetValue(_force))
            ? Bad("resume", "given with --journal and without --force")
            : Prelude.unit
        from alone in parsed.GetValue(_verify) && (parsed.GetValue(_journal) is null || parsed.GetValue(_force) || parsed.GetValue(_resume))
            ? Bad("verify", "given with --journal and without --resume and --force")
            : Prelude.unit
        from signed in _author.IsAsked(parsed) && (parsed.GetValue(_journal) is null || parsed.GetValue(_verify))
            ? Bad("journal", "given with --sign and --provenance, and --verify left out")
            : Prelude.unit
        from proved in _proof.IsGiven(parsed) && !parsed.GetValue(_verify)
            ? Bad("signed-by", "given with --verify, as --format is")
            : Prelude.unit
        from author in _author.Read(parsed).MapLeft(error => JournalTrace.ErrorOf("", error)).ToValidation()
        from how in _proof.Read(parsed)
        from apart in JournalNames.Apart(parsed.GetValue(_journal), read)
        select new AbundanceRequest(
            parsed.GetValue(_output) ?? "",
            rule,
            algorithm,
            parsed.GetValue(_algorithm) == Algorithm.PlainName && rule.Text == KallistoStop.Rule.Text,
            count,
            seed.IfNone(Bootstraps.DefaultSeed),
            Prelude.Optional(parsed.GetValue(_journal)),
            parsed.GetValue(_force)
        )
        {
            Resumes = parsed.GetValue(_resume),
            NamesRule = parsed.GetValue(_stop) is not null || parsed.GetValue(_algorithm) != Algorithm.PlainName,
            Author = author,
            Proof = parsed.GetValue(_verify) ? new(JournalNames.At(parsed.GetValue(_journal)!), how) : null,
        };

    static Validation<EmError, Unit> Bad(string option, string domain) => new EmError.BadOption(option, "", new(domain, _ => false));
}

/// <summary>What is asked of EM on reads by class.</summary>
/// <param name="Folder">Where its files go.</param>
/// <param name="Rule">When to stop.</param>
/// <param name="Algorithm">How to go from iterate to iterate.</param>
/// <param name="IsKallisto">Whether both are kallisto's.</param>
/// <param name="Bootstraps">How many bootstraps.</param>
/// <param name="Seed">Their seed.</param>
/// <param name="Journal">The journal, if there is to be one.</param>
/// <param name="Overwrites">Whether it may take the place of another.</param>
sealed record AbundanceRequest(
    string Folder,
    StopRule Rule,
    Iterate<Vector> Algorithm,
    bool IsKallisto,
    int Bootstraps,
    ulong Seed,
    LanguageExt.Option<string> Journal,
    bool Overwrites
)
{
    /// <summary>Whether the run of the journal goes on.</summary>
    public bool Resumes { get; init; }

    /// <summary>Whether the call names a rule or an algorithm; a journal that is taken up has both.</summary>
    public bool NamesRule { get; init; }

    /// <summary>Who signs the journal, and what is told of him.</summary>
    public required JournalAuthor Author { get; init; }

    /// <summary>The journal that is to be proved, if that is all that is asked.</summary>
    public AskedProof? Proof { get; init; }
}

/// <summary>A journal that is to be proved.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="How">How the proof is told.</param>
sealed record AskedProof(JournalPlace Journal, ProofWanted How);
