namespace EmFunctional.Tokenisation;

/// <summary>How text is made uniform before it is cut into pieces.</summary>
public sealed record NormalisationOptions
{
    /// <summary>SentencePiece's defaults.</summary>
    public static NormalisationOptions Default { get; } = new();

    /// <summary>Which characters are replaced by which.</summary>
    public NormalisationRule Rule { get; init; } = NormalisationRule.NmtNfkc;

    /// <summary>Whether a blank is put before the text, so that its first word is like all others.</summary>
    public bool AddDummyPrefix { get; init; } = true;

    /// <summary>Whether blanks at the ends go, and several in a row are one.</summary>
    public bool RemoveExtraBlanks { get; init; } = true;

    /// <summary>Whether a blank is written as ▁ (U+2581).</summary>
    public bool EscapeBlanks { get; init; } = true;
}

/// <summary>Which characters are replaced by which.</summary>
public enum NormalisationRule
{
    /// <summary>NFKC, with rules of machine translation for blanks and control characters: SentencePiece's default.</summary>
    NmtNfkc,

    /// <summary>Unicode's normalisation form KC.</summary>
    Nfkc,

    /// <summary>None.</summary>
    Identity,
}

/// <summary>Makes text uniform. A pure function: any number of threads may call it at once.</summary>
public interface INormaliser
{
    /// <summary>The normalised text, with ▁ for blanks where they are so written; empty where nothing is left.</summary>
    /// <param name="line">The bytes of a line, which should be UTF-8. A byte that cannot be is U+FFFD, which no rule maps.</param>
    string Normalise(ReadOnlySpan<byte> line);
}
