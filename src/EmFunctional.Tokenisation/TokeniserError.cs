using EmFunctional.Modelling;
using EmFunctional.Tokenisation.Preparation;

namespace EmFunctional.Tokenisation;

/// <summary>Why there is no tokeniser.</summary>
public abstract partial record TokeniserError
{
    TokeniserError() { }

    internal abstract string Words { get; }

    /// <summary>The error as one line, with what to do about it.</summary>
    public sealed override string ToString() => Plain.Line(Words);

    static string Several(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>An error of the frame.</summary>
    /// <param name="Error">The error.</param>
    public sealed record OfFrame(EmError Error) : TokeniserError
    {
        internal override string Words => Error.ToString();
    }

    /// <summary>No line of the text can be used.</summary>
    /// <param name="Tally">What was read, and why it was passed over.</param>
    /// <param name="MaxLineBytes">The longest line that is allowed.</param>
    public sealed record NoText(TextTally Tally, int MaxLineBytes) : TokeniserError
    {
        internal override string Words =>
            Tally.Lines == 0 ? "the text is empty; give at least one line"
            : Tally.TooLong == Tally.Lines
                ? $"{Lines(Tally.TooLong)} longer than {MaxLineBytes} bytes, and no other; break the text into lines, or allow longer ones"
            : Tally.Blank == Tally.Lines ? $"{Lines(Tally.Blank)} blank, and no other; give text"
            : $"no line of the text can be used: {Tally.Blank} blank, {Tally.TooLong} longer than {MaxLineBytes} bytes, {Tally.Reserved} with the "
                + "reserved character U+2585; give text";

        static string Lines(long count) => count == 1 ? "the text is one line that is" : $"the text is {count} lines that are";
    }

    /// <summary>The file is no text.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Line">The line with a byte 0, from 1.</param>
    public sealed record Binary(string Source, long Line) : TokeniserError
    {
        internal override string Words =>
            $"{Source}:{Line}: a byte 0: this is no text in UTF-8, but binary or UTF-16; convert it, for instance by iconv -t UTF-8";
    }

    /// <summary>A line with a count is not a text, a tab and a whole number.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Line">The line, from 1.</param>
    public sealed record BadCount(string Source, long Line) : TokeniserError
    {
        internal override string Words =>
            $"{Source}:{Line}: not a text, a tab and a whole number from 1; correct this line, or read the file as plain text";
    }

    /// <summary>The vocabulary has no room for all characters.</summary>
    /// <param name="Size">The size asked for.</param>
    /// <param name="Characters">How many characters must be pieces.</param>
    /// <param name="Others">How many pieces are symbols and bytes.</param>
    public sealed record TooSmall(int Size, int Characters, int Others) : TokeniserError
    {
        internal override string Words =>
            $"a vocabulary of {Size} is too small: {Several(Characters, "character")} and {Several(Others, "symbol")} must be in it; ask for at least "
            + $"{Characters + Others}, or for a lower coverage of characters";
    }

    /// <summary>The text does not have as many pieces as asked for.</summary>
    /// <param name="Size">The size asked for.</param>
    /// <param name="Most">The largest that works.</param>
    public sealed record TooLarge(int Size, int Most) : TokeniserError
    {
        internal override string Words =>
            $"a vocabulary of {Size} is too large for this text: {Most} is the most that works; ask for that, give more text, or take what there is";
    }

    /// <summary>A symbol is given twice.</summary>
    /// <param name="Symbol">The symbol.</param>
    public sealed record Twice(string Symbol) : TokeniserError
    {
        internal override string Words => $"the symbol '{Symbol}' is given twice; give each symbol once";
    }

    /// <summary>An option is not what it can be.</summary>
    /// <param name="Name">The option.</param>
    /// <param name="Value">What was given.</param>
    /// <param name="Domain">What it must be.</param>
    public sealed record BadOption(string Name, string Value, string Domain) : TokeniserError
    {
        internal override string Words => $"{Name} '{Value}' must be {Domain}; choose another";
    }
}
