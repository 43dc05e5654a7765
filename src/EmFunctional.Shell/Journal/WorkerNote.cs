namespace EmFunctional.Journal;

/// <summary>
/// A worker of the cluster that computes a run came or was lost. It has no influence on any number: in a journal it is a line of no run.
/// </summary>
/// <param name="Time">When that was seen.</param>
/// <param name="Worker">Where the worker listens, or listened.</param>
/// <param name="IsThere">Whether it came.</param>
/// <param name="Workers">How many there are now.</param>
public sealed record WorkerNote(DateTimeOffset Time, string Worker, bool IsThere, int Workers)
{
    /// <summary>In a line.</summary>
    public override string ToString() =>
        IsThere ? $"worker {Worker} joined: {Count}"
        : Workers == 0 ? $"worker {Worker} is lost, and it was the last"
        : $"worker {Worker} is lost: {Count}, which {(Workers == 1 ? "goes" : "go")} on with its rows";

    string Count => Workers == 1 ? "1 worker now" : $"{Workers} workers now";
}
