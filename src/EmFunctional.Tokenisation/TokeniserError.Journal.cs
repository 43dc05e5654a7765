using EmFunctional.Journal;

namespace EmFunctional.Tokenisation;

public abstract partial record TokeniserError
{
    /// <summary>An error of a journal.</summary>
    /// <param name="Error">The error.</param>
    public sealed record OfJournal(JournalError Error) : TokeniserError
    {
        internal override string Words => Error.ToString();
    }

    /// <summary>A training computed anew is not that of its journal.</summary>
    /// <param name="Journal">The journal.</param>
    /// <param name="Run">The first run that differs, from 1.</param>
    public sealed record NotTheSame(string Journal, int Run) : TokeniserError
    {
        internal override string Words =>
            $"{Journal}: run {Run} is not what the text and the options give; the journal is of others, or was changed";
    }

    /// <summary>A journal whose training has options that it does not record in full.</summary>
    /// <param name="Journal">The journal.</param>
    public sealed record OnlyInCode(string Journal) : TokeniserError
    {
        internal override string Words =>
            $"{Journal}: the training has options that are given in code alone; take it up there, or give all of them";
    }
}
