using EmFunctional.Journal;

namespace EmFunctional.Watching.Following;

/// <summary>How a journal stands.</summary>
abstract record Standing
{
    Standing() { }

    /// <summary>It has no run yet, or is not there yet.</summary>
    public sealed record Awaited : Standing;

    /// <summary>Somebody writes it.</summary>
    public sealed record GoingOn : Standing;

    /// <summary>The fit has its result.</summary>
    public sealed record Ended : Standing;

    /// <summary>It cannot be followed further: its writer is gone, or it is not as it was written.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Broken(JournalError Error) : Standing;
}
