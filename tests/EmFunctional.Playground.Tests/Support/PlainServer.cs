using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace EmFunctional.Playground.Tests.Support;

/// <summary>A web server that knows nothing but files: it takes what is not compressed, and says the kind of wasm and of scripts.</summary>
sealed class PlainServer : IDisposable
{
    readonly HttpListener _listener = new();
    readonly string _folder;
    readonly string _under;

    /// <summary>Serves a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="under">The path under which it is served, such as /a/b/.</param>
    public PlainServer(string folder, string under)
    {
        (_folder, _under) = (folder, under);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var host = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        Address = host + under;
        _listener.Prefixes.Add(host + "/");
        _listener.Start();
        _ = AnswerAsync();
    }

    /// <summary>The address of the page.</summary>
    public string Address { get; }

    async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            var path = context.Request.Url!.AbsolutePath;
            var name = path == _under ? "index.html" : path.Replace(_under, "");
            var file = Path.Combine(_folder, name);
            using var response = context.Response;
            if (!path.StartsWith(_under) || !File.Exists(file))
            {
                response.StatusCode = 404;
                continue;
            }
            response.ContentType = Path.GetExtension(name) switch
            {
                ".html" => "text/html",
                ".css" => "text/css",
                ".js" => "text/javascript",
                ".wasm" => "application/wasm",
                _ => "application/octet-stream",
            };
            await response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(file));
        }
    }

    public void Dispose() => _listener.Close();
}
