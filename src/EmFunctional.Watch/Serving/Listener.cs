using System.IO;
using System.Linq;
using System.Net.Sockets;
using EmFunctional.Modelling;
using LanguageExt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace EmFunctional.Watching.Serving;

/// <summary>A web server at one place.</summary>
static class Listener
{
    const int MostConnections = 64;

    /// <summary>A server that has no answers yet. Nothing is taken from variables of the environment or from files of the folder.</summary>
    public static WebApplication Build(Place place)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(place.Address, place.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        return builder.Build();
    }

    /// <summary>Listens.</summary>
    /// <returns>The address; why it could not listen there.</returns>
    public static Either<EmError, string> Start(WebApplication server, Place place)
    {
        try
        {
            server.StartAsync().GetAwaiter().GetResult();
            return $"http://{place.Host}:{new Uri(server.Urls.Single()).Port}/";
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            return Refused(place, error.GetBaseException() as SocketException);
        }
    }

    static EmError Refused(Place place, SocketException? why) =>
        why?.SocketErrorCode switch
        {
            SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => new EmError.BadOption(
                "listen",
                $"{place.Address}",
                new("an address of this machine", _ => false)
            ),
            SocketError.AccessDenied => new EmError.BadOption(
                "port",
                $"{place.Port}",
                new("one that this user may open, from 1024 on", _ => false)
            ),
            _ => new EmError.BadOption(
                "port",
                $"{place.Port}",
                new("one that no other program uses, or left out for one that is free", _ => false)
            ),
        };
}
