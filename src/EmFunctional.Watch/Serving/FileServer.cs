using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using LanguageExt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace EmFunctional.Watching.Serving;

/// <summary>The files of a folder, served until it is disposed of. What is kept compressed, NAME.br, is served as NAME.</summary>
sealed class FileServer : IDisposable
{
    const string Compressed = ".br";
    const string First = "index.html";
    static readonly FileExtensionContentTypeProvider _kinds = new();

    readonly WebApplication _app;
    readonly Dictionary<string, string> _files;

    FileServer(string folder, Place place)
    {
        // What is not in the list cannot be asked for.
        _files = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'));
        _app = Listener.Build(place);
        _app.Run(Answer);
    }

    /// <summary>The address of its page.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Serves a folder.</summary>
    /// <param name="folder">The folder, with a file index.html.</param>
    /// <param name="place">Where.</param>
    /// <returns>The server; why it could not listen there.</returns>
    public static Either<EmError, FileServer> Start(string folder, Place place)
    {
        var server = new FileServer(folder, place);
        return Listener
            .Start(server._app, place)
            .Map(address =>
            {
                server.Address = address;
                return server;
            })
            .MapLeft(error =>
            {
                server.Dispose();
                return error;
            });
    }

    async Task Answer(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var name = request.Path.Value is null or "/" ? First : request.Path.Value[1..];
        if (!HttpMethods.IsGet(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET";
            return;
        }
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-cache";
        response.ContentType = _kinds.TryGetContentType(name, out var kind) ? kind : "application/octet-stream";
        if (_files.TryGetValue(name, out var file))
            await response.SendFileAsync(file, context.RequestAborted);
        else if (!_files.TryGetValue(name + Compressed, out file))
            response.StatusCode = StatusCodes.Status404NotFound;
        else if (TakesCompressed(request))
        {
            response.Headers.ContentEncoding = "br";
            await response.SendFileAsync(file, context.RequestAborted);
        }
        else
        {
            await using var text = new BrotliStream(File.OpenRead(file), CompressionMode.Decompress);
            await text.CopyToAsync(response.Body, context.RequestAborted);
        }
    }

    // Browsers ask for it where the way is safe: on this machine.
    static bool TakesCompressed(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Split(',').Any(way => way.Split(';')[0].Trim() == "br");

    public void Dispose()
    {
        _app.StopAsync().GetAwaiter().GetResult();
        ((IDisposable)_app).Dispose();
    }
}
