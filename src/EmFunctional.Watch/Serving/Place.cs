using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Watching.Serving;

/// <summary>Where the page is served.</summary>
/// <param name="Address">The address that is listened on.</param>
/// <param name="Port">The port; 0 for one that is free.</param>
sealed record Place(IPAddress Address, int Port)
{
    /// <summary>This machine alone, on a port that is free.</summary>
    public static Place Default { get; } = new(IPAddress.Loopback, 0);

    /// <summary>A place by its text.</summary>
    /// <param name="listen">A numeric address of this machine, or localhost.</param>
    /// <param name="port">A port.</param>
    public static Validation<EmError, Place> Parse(string? listen, string? port) =>
        (AddressOf(listen), PortOf(port)).Apply((address, number) => new Place(address, number));

    /// <summary>Whether nobody but this machine sees the page.</summary>
    public bool IsPrivate => IPAddress.IsLoopback(Address);

    /// <summary>Whether it listens on every address.</summary>
    public bool IsEverywhere => Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any);

    /// <summary>The host of the page's address.</summary>
    public string Host =>
        IsEverywhere ? Dns.GetHostName()
        : Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Address}]"
        : $"{Address}";

    /// <summary>The names under which it is reached.</summary>
    public IReadOnlyList<string> Names =>
        IsPrivate ? [Host, "localhost"]
        : IsEverywhere ? [Host, "localhost"]
        : [Host];

    static Validation<EmError, IPAddress> AddressOf(string? text) =>
        text is null or "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : new EmError.BadOption(
            "listen",
            text,
            new("a numeric address of this machine such as 127.0.0.1, or 0.0.0.0 for all of them", _ => false)
        );

    static Validation<EmError, int> PortOf(string? text) =>
        text is null ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort ? port
        : new EmError.BadOption("port", text, new($"a whole number from 0 to {IPEndPoint.MaxPort}, 0 for one that is free", _ => false));
}
