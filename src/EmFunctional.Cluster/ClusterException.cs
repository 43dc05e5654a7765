namespace EmFunctional.Cluster;

/// <summary>The cluster cannot go on with a run: nothing is wrong with the run, which can be resumed.</summary>
/// <param name="message">Why, and what to do.</param>
public sealed class ClusterException(string message) : System.IO.IOException(message);
