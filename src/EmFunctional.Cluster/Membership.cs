using System.Security.Cryptography.X509Certificates;

namespace EmFunctional.Cluster;

/// <summary>How a process finds the others, and what all of them agree on.</summary>
/// <param name="Place">Where the list of all of them is kept.</param>
/// <param name="Secret">What all of them know; a process with another is turned away.</param>
public sealed record Membership(MembershipPlace Place, string Secret)
{
    /// <summary>The secret where nobody chose one.</summary>
    public const string NoSecret = "em";

    /// <summary>How soon a lost process is found.</summary>
    public Detection Detection { get; init; } = Detection.Default;

    /// <summary>
    /// A certificate with its private key that all of them have: what travels between them is encrypted (TLS 1.2 or 1.3), and a process that does not show
    /// this very certificate is turned away. Without one nothing is encrypted.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }
}

/// <summary>How soon a lost process is found.</summary>
/// <param name="Probe">How long another process may take to say that it is there.</param>
/// <param name="Missed">After how many times it counts as lost.</param>
public sealed record Detection(TimeSpan Probe, int Missed)
{
    /// <summary>Within two or three seconds.</summary>
    public static Detection Default { get; } = Within(TimeSpan.FromSeconds(3));

    /// <summary>A process that says nothing for so long counts as lost.</summary>
    /// <param name="time">Longer than any pause of a process that goes on, such as one for its memory.</param>
    public static Detection Within(TimeSpan time) => new(time / 3, Missed: 2);
}
