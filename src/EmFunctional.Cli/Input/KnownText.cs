using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;

namespace EmFunctional.Cli.Input;

/// <summary>What is known of all rows (<see cref="KnownRows"/>), as text that travels.</summary>
sealed record KnownText
{
    const int HashBytes = 32;

    public required string Counted { get; init; }

    public required string Head { get; init; }

    public required long Count { get; init; }

    /// <summary>The hashes of the blocks, one behind the other, in base 64.</summary>
    public required string Hashes { get; init; }

    public required string[] Columns { get; init; }

    public bool AreWeighted { get; init; }

    public bool HaveHoles { get; init; }

    public required string[] Labels { get; init; }

    /// <summary>What a model with its data says; null where a worker needs all rows.</summary>
    public static KnownText? Of(Problem<Vector> problem) =>
        problem.Known().Case is KnownRows known
            ? new()
            {
                Counted = known.Hashes.Of,
                Head = $"{known.Hashes.Head}",
                Count = known.Hashes.Count,
                Hashes = Convert.ToBase64String(Bytes(known.Hashes)),
                Columns = [.. known.Columns],
                AreWeighted = known.AreWeighted,
                HaveHoles = known.HaveHoles,
                Labels = [.. known.Labels],
            }
            : null;

    static byte[] Bytes(DataHashes hashes)
    {
        var bytes = new byte[hashes.Hashes.Count * HashBytes];
        for (var i = 0; i < hashes.Hashes.Count; i++)
            hashes.Hashes[i].Write(bytes.AsSpan(i * HashBytes));
        return bytes;
    }

    /// <summary>The same to whoever reads a part.</summary>
    public KnownRows Known()
    {
        var bytes = Convert.FromBase64String(Hashes);
        var hashes = new Hash256[bytes.Length / HashBytes];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = Hash256.Read(bytes.AsSpan(i * HashBytes));
        Hash256.TryParse(Head, out var head);
        return new(new(Counted, head, Count, 0, hashes), Columns)
        {
            AreWeighted = AreWeighted,
            HaveHoles = HaveHoles,
            Labels = Labels,
        };
    }
}
