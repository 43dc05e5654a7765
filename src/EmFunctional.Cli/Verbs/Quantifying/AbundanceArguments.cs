using System.CommandLine;
using EmFunctional.Cli.Input;
using EmFunctional.Iterating;
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
    readonly System.CommandLine.Option<string> _output = new("-o", "--output-dir")
    {
        Description = "the folder for what is found; it is made if it is not there",
        HelpName = "FOLDER",
        Required = true,
    };
    readonly System.CommandLine.Option<string?> _stop = new("--stop")
    {
        Description =
            "when to stop: kallisto, or a rule as 'em fit' has them, of which residual is the largest change of a count as a part of it [default: kallisto, for squarem residual(1e-4) | gain(1e-6).for(3)]",
        HelpName = "RULE",
    };
    readonly System.CommandLine.Option<string> _algorithm = new("--algorithm")
    {
        Description = "plain or squarem, which goes further in fewer passes",
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

    public void AddTo(Command command)
    {
        foreach (
            var option in new System.CommandLine.Option[] { _output, _stop, _algorithm, _bootstraps, _seed, _journal, _force, _resume }
        )
            command.Add(option);
    }

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
        from named in parsed.GetValue(_resume) && (parsed.GetValue(_journal) is null || parsed.GetValue(_force))
            ? Prelude.Fail<EmError, Unit>(new EmError.BadOption("resume", "", new("given with --journal and without --force", _ => false)))
            : Prelude.unit
        from apart in JournalNames.Apart(parsed.GetValue(_journal), read)
        select new AbundanceRequest(
            parsed.GetRequiredValue(_output),
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
        };
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
}
