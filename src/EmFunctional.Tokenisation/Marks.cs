namespace EmFunctional.Tokenisation;

/// <summary>Characters that mean something to a tokeniser.</summary>
public static class Marks
{
    /// <summary>▁, which stands for a blank.</summary>
    public const char Blank = '\u2581';

    /// <summary>▅, which stands for a character that is too rare to be a piece. A line of text that contains it is passed over.</summary>
    public const char Rare = '\u2585';

    // Where a symbol of the user stood: no piece reaches over it.
    internal const char Boundary = '\t';

    // The end of a line.
    internal const char End = '\0';
}
