using LanguageExt;

namespace EmFunctional.Tokenisation;

/// <summary>How a unigram tokeniser is trained; the defaults are SentencePiece's, but for the schedule.</summary>
public sealed record TokeniserOptions
{
    /// <summary>The defaults.</summary>
    public static TokeniserOptions Default { get; } = new();

    /// <summary>How many pieces the vocabulary has in all.</summary>
    public int VocabularySize { get; init; } = 8000;

    /// <summary>Which part of all characters of the text, by count, must be pieces.</summary>
    public double CharacterCoverage { get; init; } = 0.9995;

    /// <summary>Characters that are pieces however rare they are.</summary>
    public string RequiredCharacters { get; init; } = "";

    /// <summary>How many pieces EM begins with at the most.</summary>
    public int SeedSize { get; init; } = 1_000_000;

    /// <summary>Which part of the pieces is left by a pruning.</summary>
    public double ShrinkingFactor { get; init; } = 0.75;

    /// <summary>The most characters (code points) in a piece.</summary>
    public int MaxPieceLength { get; init; } = 16;

    /// <summary>The most bytes in a line; longer ones are passed over.</summary>
    public int MaxLineBytes { get; init; } = 4192;

    /// <summary>Whether no piece reaches over a blank.</summary>
    public bool SplitByBlank { get; init; } = true;

    /// <summary>Whether all letters of a piece are of one script.</summary>
    public bool SplitByScript { get; init; } = true;

    /// <summary>Whether digits are parted from letters.</summary>
    public bool SplitByNumber { get; init; } = true;

    /// <summary>Whether every digit is a piece of its own.</summary>
    public bool SplitDigits { get; init; }

    /// <summary>Whether a piece may be blanks alone.</summary>
    public bool AllowBlankPieces { get; init; }

    /// <summary>Whether characters that are no pieces are written as bytes, for which there are 256 pieces.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Whether it is an error if the text does not have as many pieces as asked for.</summary>
    public bool IsSizeStrict { get; init; } = true;

    /// <summary>Pieces that text is never cut within.</summary>
    public Arr<string> UserDefinedSymbols { get; init; } = Arr<string>.Empty;

    /// <summary>Marks that no text contains.</summary>
    public Arr<string> ControlSymbols { get; init; } = Arr<string>.Empty;

    /// <summary>The pieces with a meaning of their own, and their ids.</summary>
    public SpecialPieces Special { get; init; } = SpecialPieces.Default;

    /// <summary>How text is made uniform.</summary>
    public NormalisationOptions Normalisation { get; init; } = NormalisationOptions.Default;

    /// <summary>How EM goes between the prunings, and which pruning.</summary>
    public TrainingSchedule Schedule { get; init; } = TrainingSchedule.Default;
}

/// <summary>The pieces with a meaning of their own. An id of −1 is: there is none.</summary>
/// <param name="UnknownId">The id of what no piece matches.</param>
/// <param name="BeginId">The id of the begin of a text.</param>
/// <param name="EndId">The id of the end of a text.</param>
/// <param name="PadId">The id of what fills up a batch.</param>
public sealed record SpecialPieces(int UnknownId = 0, int BeginId = 1, int EndId = 2, int PadId = -1)
{
    /// <summary>Unknown 0, begin 1, end 2, no pad.</summary>
    public static SpecialPieces Default { get; } = new();

    /// <summary>The text of what no piece matches.</summary>
    public string Unknown { get; init; } = "<unk>";

    /// <summary>The text of the begin.</summary>
    public string Begin { get; init; } = "<s>";

    /// <summary>The text of the end.</summary>
    public string End { get; init; } = "</s>";

    /// <summary>The text of what fills up.</summary>
    public string Pad { get; init; } = "<pad>";

    /// <summary>What stands for the unknown piece in decoded text.</summary>
    public string UnknownSurface { get; init; } = " ⁇ ";
}
