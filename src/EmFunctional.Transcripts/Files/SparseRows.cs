using System.Collections.Generic;
using System.Collections.Immutable;

namespace EmFunctional.Transcripts.Files;

/// <summary>Rows of whole numbers, one behind the other.</summary>
/// <param name="Offsets">Where each row begins, and where the last ends.</param>
/// <param name="Members">The numbers.</param>
sealed record SparseRows(ImmutableArray<int> Offsets, ImmutableArray<int> Members)
{
    /// <summary>How many rows there are.</summary>
    public int Count => Offsets.Length - 1;

    /// <summary>Rows as they are read.</summary>
    public sealed class Builder
    {
        readonly ImmutableArray<int>.Builder _offsets = ImmutableArray.CreateBuilder<int>();
        readonly ImmutableArray<int>.Builder _members = ImmutableArray.CreateBuilder<int>();

        public Builder() => _offsets.Add(0);

        public int Count => _offsets.Count - 1;

        public void Add(int member) => _members.Add(member);

        public void EndRow()
        {
            // Programs may write the members of a row in any order.
            _members.Sort(_offsets[^1], _members.Count - _offsets[^1], Comparer<int>.Default);
            _offsets.Add(_members.Count);
        }

        public SparseRows ToRows() => new(_offsets.ToImmutable(), _members.ToImmutable());
    }
}
