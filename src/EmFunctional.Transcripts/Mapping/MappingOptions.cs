using EmFunctional.Modelling;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Transcripts.Mapping;

/// <summary>How reads are mapped.</summary>
public sealed record MappingOptions
{
    /// <summary>Whether reads are in pairs, from both ends of a fragment.</summary>
    public bool IsPaired { get; init; } = true;

    /// <summary>The fragment lengths, where they are given; otherwise they are found from pairs.</summary>
    public Option<GivenFragments> Fragments { get; init; }

    /// <summary>Whether a single read fits a transcript, too, over whose end its fragment would hang.</summary>
    public bool KeepsOverhanging { get; init; }

    /// <summary>Which strand reads come from.</summary>
    public StrandMode Strand { get; init; }

    /// <summary>Whether the hexamers at the beginnings of fragments are counted, for the correction of bias.</summary>
    public bool CountsHexamers { get; init; }

    /// <summary>
    /// Whether classes carry how well pairs fit: a pair whose fragment would be of an unlikely length in a transcript, or whose bases differ from it, is less likely to be of
    /// it (<see cref="EquivalenceClasses.Weights"/>). Only pairs tell it.
    /// </summary>
    public bool WeighsClasses { get; init; }

    /// <summary>How many threads work at the most. Results are the same for any number.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether these options say enough.</summary>
    internal Either<EmError, FragmentLengths> Given() =>
        WeighsClasses && !IsPaired
            ? new EmError.BadOption(
                "weighted classes",
                "single reads",
                new("asked for of pairs, which tell the lengths of fragments", _ => false)
            )
            : GivenLengths();

    Either<EmError, FragmentLengths> GivenLengths() =>
        Fragments.Match(
            given => FragmentLengths.Normal(given.Mean, given.Deviation),
            () =>
                IsPaired
                    ? FragmentLengths.Unknown
                    : new EmError.BadOption(
                        "fragment length",
                        "none",
                        new("given with its standard deviation for single reads", _ => false)
                    )
        );
}

/// <summary>A normal distribution of fragment lengths.</summary>
/// <param name="Mean">μ, in bases.</param>
/// <param name="Deviation">σ, in bases.</param>
public sealed record GivenFragments(double Mean, double Deviation);
