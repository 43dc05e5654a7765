namespace EmFunctional.Tokenisation.Preparation;

/// <summary>What was read of a text, and what was passed over.</summary>
public sealed record TextTally
{
    /// <summary>Nothing yet.</summary>
    public static TextTally Nothing { get; } = new();

    /// <summary>Lines in all.</summary>
    public long Lines { get; init; }

    /// <summary>Lines that are used.</summary>
    public long Used { get; init; }

    /// <summary>Lines of which nothing is left once they are normalised: empty ones, blanks.</summary>
    public long Blank { get; init; }

    /// <summary>Lines that are longer than allowed.</summary>
    public long TooLong { get; init; }

    /// <summary>Lines that contain ▅, which is reserved.</summary>
    public long Reserved { get; init; }

    /// <summary>Bytes that are no UTF-8; each was read as U+FFFD.</summary>
    public long InvalidBytes { get; init; }

    /// <summary>Bytes in all, without ends of lines.</summary>
    public long Bytes { get; init; }

    /// <summary>Both together.</summary>
    public static TextTally operator +(TextTally a, TextTally b) =>
        new()
        {
            Lines = a.Lines + b.Lines,
            Used = a.Used + b.Used,
            Blank = a.Blank + b.Blank,
            TooLong = a.TooLong + b.TooLong,
            Reserved = a.Reserved + b.Reserved,
            InvalidBytes = a.InvalidBytes + b.InvalidBytes,
            Bytes = a.Bytes + b.Bytes,
        };
}
