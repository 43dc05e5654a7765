namespace EmFunctional.Tokenisation;

/// <summary>A piece that stands in a text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The text that it stands for, with ▁ for blanks; of what no piece matches, that itself.</param>
public readonly record struct Token(int Id, string Text);

/// <summary>Cuts text into pieces, and puts it together again. What it does is the same for the same text; any number of threads may call it at once.</summary>
public interface ITokeniser
{
    /// <summary>The pieces; the index of each is its id.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>The pieces of a text, in its order.</summary>
    /// <param name="text">One line. Half a surrogate pair counts as U+FFFD.</param>
    Token[] Encode(string text);

    /// <summary>The text of pieces.</summary>
    /// <param name="ids">Their ids.</param>
    /// <returns>The text; an error where an id is of no piece.</returns>
    LanguageExt.Either<TokeniserError, string> Decode(System.Collections.Generic.IReadOnlyList<int> ids);
}
