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
}
