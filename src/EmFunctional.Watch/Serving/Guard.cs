using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace EmFunctional.Watching.Serving;

/// <summary>
/// Who may see the page: whoever knows its token, by a name of this machine, from no page but itself. A page from elsewhere that a browser has open can
/// reach this machine, and with a name of its own that it points here it passes for the same site; the host it then names is not ours.
/// </summary>
/// <param name="token">What the address has behind the host.</param>
/// <param name="names">The names of this machine under which it is reached, beside numeric addresses if it listens on all.</param>
/// <param name="takesNumbers">Whether every numeric address is taken: nobody can point one elsewhere.</param>
sealed class Guard(string token, IReadOnlyList<string> names, bool takesNumbers)
{
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>A token that nobody guesses: 128 random bits.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Lets a request through, or answers why not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What answers it.</param>
    public async Task Pass(HttpContext context, RequestDelegate next)
    {
        Protect(context.Response.Headers);
        var (code, why) = Judge(context.Request);
        if (code == StatusCodes.Status200OK)
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = code;
        if (code == StatusCodes.Status405MethodNotAllowed)
            context.Response.Headers.Allow = "GET";
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(why + "\n");
    }

    (int Code, string Why) Judge(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) ? (StatusCodes.Status405MethodNotAllowed, "The page can only be read.")
        : !IsOurs(request.Host) ? (StatusCodes.Status421MisdirectedRequest, "This is not the host that was asked for.")
        : !IsFromHere(request) ? (StatusCodes.Status403Forbidden, "Only the page itself may ask.")
        : !HasToken(request.Path)
            ? (StatusCodes.Status404NotFound, "There is nothing here: the address that 'em watch' printed has a token.")
        : (StatusCodes.Status200OK, "");

    // Behind a tunnel the port is another.
    bool IsOurs(HostString host) =>
        host.HasValue
        && (
            names.Contains(host.Host, StringComparer.OrdinalIgnoreCase)
            || (takesNumbers && IPAddress.TryParse(host.Host.Trim('[', ']'), out _))
        );

    static bool IsFromHere(HttpRequest request) =>
        request.Headers.Origin is not { Count: > 0 } origin || origin == $"{request.Scheme}://{request.Host.Value}";

    bool HasToken(PathString path) =>
        path.Value is { } text
        && text.Split('/') is ["", var given, ..]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));

    static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
