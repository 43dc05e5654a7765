namespace EmFunctional.Cluster;

/// <summary>What happens to a cluster while a run goes on; it has no influence on any number.</summary>
/// <param name="Worker">Where the worker listens.</param>
/// <param name="Workers">How many there are now.</param>
public abstract record ClusterNews(string Worker, int Workers)
{
    string Count => Workers == 1 ? "1 worker now" : $"{Workers} workers now";

    /// <summary>A worker came.</summary>
    public sealed record Joined(string Worker, int Workers) : ClusterNews(Worker, Workers)
    {
        /// <summary>In a line.</summary>
        public override string ToString() => $"worker {Worker} joined: {Count}";
    }

    /// <summary>A worker is gone.</summary>
    public sealed record Lost(string Worker, int Workers) : ClusterNews(Worker, Workers)
    {
        /// <summary>In a line.</summary>
        public override string ToString() => $"worker {Worker} is lost: {Count}, which {(Workers == 1 ? "goes" : "go")} on with its rows";
    }
}
