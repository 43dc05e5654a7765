using System.Collections.Immutable;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Transcripts.Abundance;

/// <summary>Reads by equivalence class, and the effective length of each transcript: what abundances are estimated from.</summary>
public sealed record AbundanceData
{
    AbundanceData(EquivalenceClasses classes, Vector effectiveLengths, ClassLayout layout)
    {
        (Classes, EffectiveLengths, Layout) = (classes, effectiveLengths, layout);
        Several = [.. layout.Blocks.Select(block => Of(block.Classes, block.Transcripts))];
        Single = [.. layout.Singles.Select(block => Of(block.Classes, block.Transcripts))];
        Total = classes.Total;

        BlockData Of(int[] own, int[] transcripts) =>
            new(
                System.Array.ConvertAll(own, c => c < 0 ? 0.0 : classes.Counts[c]),
                System.Array.ConvertAll(transcripts, t => effectiveLengths[t])
            );
    }

    /// <summary>The classes with their counts.</summary>
    public EquivalenceClasses Classes { get; }

    /// <summary>l_t, at how many places a fragment can begin, above 0 [T].</summary>
    public Vector EffectiveLengths { get; }

    /// <summary>N, all reads that fit a transcript.</summary>
    public double Total { get; }

    /// <summary>What was read, and from where.</summary>
    public DataDescription Description { get; init; } = DataDescription.Unknown;

    internal ClassLayout Layout { get; }

    /// <summary>The numbers of the blocks of classes of several transcripts.</summary>
    internal BlockData[] Several { get; }

    /// <summary>The numbers of the blocks of classes of one transcript.</summary>
    internal BlockData[] Single { get; }

    /// <summary>Data are the same if what they say is, wherever it was read.</summary>
    public bool Equals(AbundanceData? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The hash of the classes, their counts and the effective lengths; names are told by the parameters.</summary>
    public Hash256 Id => Hashes.Id;

    /// <summary>The hashes of the classes.</summary>
    internal DataHashes Hashes =>
        DataHashes.Create(
            "classes",
            new Canonical().Add("reads by class").Add(Classes.Transcripts).Add(EffectiveLengths),
            Classes.Count,
            Add
        );

    void Add(Canonical bytes, int first, int count)
    {
        var (from, to) = (Classes.Offsets[first], Classes.Offsets[first + count]);
        bytes
            .Add(Vector.Of(count + 1, i => Classes.Offsets[first + i] - from))
            .Add(Vector.Of(to - from, i => Classes.Members[from + i]))
            .Add(Vector.Of(count, c => Classes.Counts[first + c]));
        if (Classes.IsWeighted)
            bytes.Add(Vector.Of(to - from, i => Classes.Weights[from + i]));
    }

    /// <summary>Data of classes and effective lengths.</summary>
    /// <param name="classes">The classes, of which one at least has reads.</param>
    /// <param name="effectiveLengths">l_t, above 0 [T].</param>
    public static Either<EmError, AbundanceData> Create(EquivalenceClasses classes, Vector effectiveLengths)
    {
        if (FaultOf(classes, effectiveLengths) is { } fault)
            return fault;
        for (var c = 0; c < classes.Count; c++)
            if (classes.MembersOf(c).Length > ushort.MaxValue)
                return new EmError.OverLimit($"the transcripts of class {c}", classes.MembersOf(c).Length, ushort.MaxValue);
        if (classes.Total == 0)
            return new EmError.OutsideDomain("the number of reads that fit a transcript", 0, Domain.WholeNumberFrom(1));
        return new AbundanceData(classes, effectiveLengths, ClassLayout.Of(classes));
    }

    /// <summary>The same classes with other counts, as a bootstrap draws them: only of those that have reads here.</summary>
    /// <param name="counts">The reads of each class.</param>
    internal Either<EmError, AbundanceData> With(ImmutableArray<long> counts) =>
        Classes.With(counts).Map(classes => new AbundanceData(classes, EffectiveLengths, Layout) { Description = Description });

    /// <summary>The same reads with other effective lengths, as a correction of bias finds them.</summary>
    /// <param name="effectiveLengths">l_t, above 0 [T].</param>
    internal Either<EmError, AbundanceData> With(Vector effectiveLengths) =>
        FaultOf(Classes, effectiveLengths) is { } fault
            ? fault
            : new AbundanceData(Classes, effectiveLengths, Layout) { Description = Description };

    static EmError? FaultOf(EquivalenceClasses classes, Vector lengths)
    {
        if (lengths.Count != classes.Transcripts)
            return new EmError.WrongLength("the effective lengths", classes.Transcripts, lengths.Count);
        for (var t = 0; t < lengths.Count; t++)
            if (!Domain.Invertible.Contains(lengths[t]))
                return new EmError.OutsideDomain($"the effective length of {classes.Names[t]}", lengths[t], Domain.Invertible);
        return null;
    }
}
