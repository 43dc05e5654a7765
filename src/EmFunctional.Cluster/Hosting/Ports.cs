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
        // The others are told where this process is.
        if (wanted.Address.Equals(IPAddress.Any) || wanted.Address.Equals(IPAddress.IPv6Any))
            return new EmError.Recorded(
                "Listen",
                $"{wanted}: is no address that others can reach; give the one of this machine by which they do"
            );
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
