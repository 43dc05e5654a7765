using System.Net;
using System.Net.Sockets;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Cluster.Hosting;

/// <summary>Ports to listen on.</summary>
static class Ports
{
    /// <summary>The end point itself, or with a free port where it has none; an error if somebody listens there.</summary>
    public static Either<EmError, IPEndPoint> Free(IPEndPoint wanted)
    {
        // Two processes of Orleans can listen on one port without an error: whether it is free is asked first.
        try
        {
            using var listener = new TcpListener(wanted) { ExclusiveAddressUse = true };
            listener.Start();
            return (IPEndPoint)listener.LocalEndpoint;
        }
        catch (SocketException error)
        {
            return new EmError.Recorded(
                "Listen",
                error.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"{wanted}: another process listens there; choose another port, or 0 for a free one"
                    : $"{wanted}: cannot be listened on: {error.Message}"
            );
        }
    }
}
