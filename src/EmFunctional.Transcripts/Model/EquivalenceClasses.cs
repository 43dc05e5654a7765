using System.Collections.Immutable;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Transcripts.Model;

/// <summary>
/// Reads by the set of transcripts that each fits: an <i>equivalence class</i> is such a set, with the number of reads that fit it and no others. The classes are
/// sparse rows: the transcripts of class c are <c>Members[Offsets[c] … Offsets[c + 1])</c>.
/// </summary>
/// <remarks>Bray, Pimentel, Melsted and Pachter 2016. Only what <see cref="Create"/> has checked is one.</remarks>
public sealed record EquivalenceClasses
{
    EquivalenceClasses(
        ImmutableArray<string> names,
        ImmutableArray<int> lengths,
        ImmutableArray<int> offsets,
        ImmutableArray<int> members,
        ImmutableArray<long> counts,
        ImmutableArray<double> weights
    ) => (Names, Lengths, Offsets, Members, Counts, Weights) = (names, lengths, offsets, members, counts, weights);

    /// <summary>The names of the transcripts [T].</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The lengths of the transcripts in bases [T]; 0 where they are not known.</summary>
    public ImmutableArray<int> Lengths { get; }

    /// <summary>Where the members of each class begin [C + 1].</summary>
    public ImmutableArray<int> Offsets { get; }

    /// <summary>The transcripts of each class, from 0, ascending within a class.</summary>
    public ImmutableArray<int> Members { get; }

    /// <summary>How many reads (or pairs) each class has [C]; 0 is allowed.</summary>
    public ImmutableArray<long> Counts { get; }

    /// <summary>
    /// w, how well the reads of each class fit each of its members apart from how much of it there is, where that is known [as <see cref="Members"/>]; none where all fit as well.
    /// </summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>Whether the members of classes have weights.</summary>
    public bool IsWeighted => !Weights.IsEmpty;

    /// <summary>T.</summary>
    public int Transcripts => Names.Length;

    /// <summary>C.</summary>
    public int Count => Counts.Length;

    /// <summary>The transcripts of a class, ascending.</summary>
    /// <param name="index">The class, from 0.</param>
    public ReadOnlySpan<int> MembersOf(int index) => Members.AsSpan()[Offsets[index]..Offsets[index + 1]];

    /// <summary>How many reads there are in all classes.</summary>
    public long Total => SumOf(static _ => true);

    /// <summary>How many reads fit one transcript only.</summary>
    public long Unique => SumOf(static members => members == 1);

    /// <summary>Sparse rows, checked.</summary>
    /// <param name="names">The names of the transcripts [T].</param>
    /// <param name="lengths">Their lengths [T].</param>
    /// <param name="offsets">Where the members of each class begin [C + 1], from 0, rising.</param>
    /// <param name="members">The transcripts of each class, ascending and different.</param>
    /// <param name="counts">The reads of each class [C].</param>
    /// <param name="weights">The weight of each member, above 0; none for equal ones.</param>
    /// <returns>The classes; the first number that cannot be.</returns>
    public static Either<EmError, EquivalenceClasses> Create(
        ImmutableArray<string> names,
        ImmutableArray<int> lengths,
        ImmutableArray<int> offsets,
        ImmutableArray<int> members,
        ImmutableArray<long> counts,
        ImmutableArray<double> weights = default
    )
    {
        if (lengths.Length != names.Length)
            return new EmError.WrongLength("the lengths of transcripts", names.Length, lengths.Length);
        if (offsets.Length != counts.Length + 1)
            return new EmError.WrongLength("the beginnings of classes", counts.Length + 1, offsets.Length);
        if (offsets[0] != 0 || offsets[^1] != members.Length)
            return new EmError.WrongLength("the members of classes", offsets[^1] - offsets[0], members.Length);
        for (var c = 0; c < counts.Length; c++)
        {
            if (offsets[c + 1] <= offsets[c])
                return new EmError.WrongLength($"class {c}", 1, 0);
            if (counts[c] < 0)
                return new EmError.OutsideDomain($"the count of class {c}", counts[c], Domain.NonNegative);
            for (var i = offsets[c]; i < offsets[c + 1]; i++)
            {
                var least = i == offsets[c] ? 0 : members[i - 1] + 1;
                if (members[i] < least || members[i] >= names.Length)
                    return new EmError.OutsideDomain($"a transcript of class {c}", members[i], Domain.Within(least, names.Length - 1));
            }
        }
        if (weights.IsDefaultOrEmpty)
            return new EquivalenceClasses(names, lengths, offsets, members, counts, []);
        if (weights.Length != members.Length)
            return new EmError.WrongLength("the weights of members", members.Length, weights.Length);
        foreach (var weight in weights)
            if (!Domain.Invertible.Contains(weight))
                return new EmError.OutsideDomain("the weight of a member", weight, Domain.Invertible);
        return new EquivalenceClasses(names, lengths, offsets, members, counts, weights);
    }

    /// <summary>The same classes with other counts, as a bootstrap draws them.</summary>
    /// <param name="counts">The reads of each class [C].</param>
    public Either<EmError, EquivalenceClasses> With(ImmutableArray<long> counts) =>
        Create(Names, Lengths, Offsets, Members, counts, Weights);

    long SumOf(Func<int, bool> isOfSize)
    {
        var sum = 0L;
        for (var c = 0; c < Count; c++)
            if (isOfSize(Offsets[c + 1] - Offsets[c]))
                sum += Counts[c];
        return sum;
    }
}
