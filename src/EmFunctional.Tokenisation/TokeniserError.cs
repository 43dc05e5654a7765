using EmFunctional.Modelling;

namespace EmFunctional.Tokenisation;

/// <summary>Why there is no tokeniser.</summary>
public abstract partial record TokeniserError
{
    TokeniserError() { }

    internal abstract string Words { get; }

    /// <summary>The error as one line, with what to do about it.</summary>
    public sealed override string ToString() => Plain.Line(Words);

    /// <summary>An error of the frame.</summary>
    /// <param name="Error">The error.</param>
    public sealed record OfFrame(EmError Error) : TokeniserError
    {
        internal override string Words => Error.ToString();
    }
}
