namespace EmFunctional.Cluster;

/// <summary>How a process finds the others.</summary>
/// <param name="Place">Where the list of all of them is kept.</param>
/// <param name="Secret">What all of them know; a process with another is turned away.</param>
public sealed record Membership(MembershipPlace Place, string Secret)
{
    /// <summary>The secret where nobody chose one.</summary>
    public const string NoSecret = "em";

    /// <summary>How soon a lost process is found.</summary>
    public Detection Detection { get; init; } = Detection.Default;
}

/// <summary>How soon a lost process is found.</summary>
/// <param name="Probe">How long another process may take to say that it is there.</param>
/// <param name="Missed">After how many times it counts as lost.</param>
public sealed record Detection(TimeSpan Probe, int Missed)
{
    /// <summary>Within two or three seconds.</summary>
    public static Detection Default { get; } = new(TimeSpan.FromSeconds(1), 2);
}
