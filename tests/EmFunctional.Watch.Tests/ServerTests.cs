using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EmFunctional.Journal;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Watching.Serving;
using EmFunctional.Watching.Tests.Support;
using Xunit;

namespace EmFunctional.Watching.Tests;

/// <summary>What the server answers, and to whom.</summary>
public sealed class ServerTests(Recordings recordings) : IClassFixture<Recordings>, IDisposable
{
    readonly Served _served = new(recordings.Plain);

    public void Dispose() => _served.Dispose();

    [Fact]
    public async Task The_page_needs_nothing_from_elsewhere_and_has_no_script_or_style_within()
    {
        var page = await _served.Client.GetStringAsync(_served.Address);
        Assert.DoesNotMatch(@"<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=", page);
        foreach (var part in Regex.Matches(page, @"(?:src|href)=""([^""]+)""").Select(match => match.Groups[1].Value).Append("watch.css"))
        {
            using var answer = await _served.Client.GetAsync(_served.Address + part);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain(
                "://",
                (await answer.Content.ReadAsStringAsync()).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal)
            );
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("events")]
    [InlineData("runs/0/at/3")]
    [InlineData("nothing")]
    public async Task Every_answer_forbids_what_is_not_its_own(string path)
    {
        using var answer = await _served.Client.GetAsync(_served.Address + path, HttpCompletionOption.ResponseHeadersRead);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        foreach (
            var (name, value) in new[]
            {
                ("X-Content-Type-Options", "nosniff"),
                ("X-Frame-Options", "DENY"),
                ("Referrer-Policy", "no-referrer"),
            }
        )
            Assert.Equal(value, Assert.Single(answer.Headers.GetValues(name)));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("POST", null, null, 405)]
    [InlineData("PUT", null, null, 405)]
    [InlineData("DELETE", null, null, 405)]
    [InlineData("GET", "rebound.example", null, 421)]
    [InlineData("GET", "127.0.0.1.rebound.example", null, 421)]
    [InlineData("GET", "192.168.1.7", null, 421)]
    [InlineData("GET", "LOCALHOST:9999", null, 200)] // through a tunnel
    [InlineData("GET", null, "http://elsewhere.example", 403)]
    [InlineData("GET", null, "null", 403)]
    [InlineData("GET", "localhost:80", "http://localhost:8080", 403)]
    [InlineData("GET", "localhost:80", "http://localhost:80", 200)]
    public async Task Only_the_page_itself_is_answered(string method, string? host, string? origin, int code)
    {
        using var request = new HttpRequestMessage(new(method), _served.Address + "runs/0/course");
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await _served.Client.SendAsync(request);
        Assert.Equal(code, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Without_the_token_there_is_nothing()
    {
        Assert.Matches("^[0-9a-f]{32}$", _served.Token);
        Assert.NotEqual(Guard.NewToken(), Guard.NewToken());
        var root = _served.Address.Replace(_served.Token + "/", "", StringComparison.Ordinal);
        var other = _served.Token[..^1] + (_served.Token[^1] == '0' ? '1' : '0');
        foreach (var path in new[] { "", "events", other + "/", other + "/events", _served.Token[..8] + "/", "//" + _served.Token + "/" })
        {
            using var answer = await _served.Client.GetAsync(root + path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain("plain.clef", await answer.Content.ReadAsStringAsync());
        }
        using var found = await _served.Client.GetAsync(root + _served.Token); // with the slash that is missing
        Assert.Equal((HttpStatusCode.OK, _served.Address), (found.StatusCode, found.RequestMessage!.RequestUri!.ToString()));
    }

    [Fact]
    public async Task Nobody_but_this_machine_can_connect()
    {
        var others = (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(address =>
            address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)
        );
        foreach (var address in others)
        {
            using var socket = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(address, _served.Port));
        }
    }

    [Fact]
    public async Task Every_iterate_is_as_the_journal_has_it()
    {
        await _served.UntilAsync("ended");
        using var file = File.OpenRead(recordings.Plain);
        var states = JournalReader
            .Read(file)
            .Select(line => line.OrThrow().Event)
            .OfType<RunEvent<Vector>.Iterated>()
            .Select(iterated => iterated.State)
            .ToArray();
        Assert.Equal(25, states.Length);
        foreach (var state in states)
        {
            var at = await _served.JsonAsync($"runs/0/at/{state.Iteration}");
            Assert.Equal(state.Iteration, at.GetProperty("iteration").GetInt32());
            Assert.Equal($"log-likelihood {NumberFormat.Significant(state.Objective, 10)}", at.GetProperty("objective").GetString());
            var table = Assert.Single(at.GetProperty("tables").EnumerateArray());
            var mean = table.GetProperty("rows").EnumerateArray().Single(row => row[0].GetString() == "mean");
            Assert.Equal(state.Parameters[2], double.Parse(mean[1].GetString()!), 1e-3);
            Assert.Equal(state.Parameters[3], double.Parse(mean[2].GetString()!), 1e-3);
        }
        foreach (var none in new[] { "runs/0/at/25", "runs/0/at/-1", "runs/1/at/0", "runs/0/at/x", "runs/0/at/99999999999" })
        {
            using var answer = await _served.Client.GetAsync(_served.Address + none);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_that_says_so()
    {
        var taken = WatchServer.Start([], new Place(IPAddress.Loopback, _served.Port));
        var error = taken.Match(Left: error => error.ToString(), Right: _ => "");
        Assert.StartsWith($"port '{_served.Port}' must be one that no other program uses", error, StringComparison.Ordinal);
        using var answer = await _served.Client.GetAsync(_served.Address);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task An_address_for_all_takes_numbers_and_its_own_name_but_no_other_name()
    {
        using var served = new Served(new Place(IPAddress.Any, 0), null, null, recordings.Plain);
        foreach (var (host, code) in new[] { ("10.1.2.3", 200), (Dns.GetHostName(), 200), ("localhost", 200), ("rebound.example", 421) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{served.Port}/{served.Token}/");
            request.Headers.Host = host;
            using var answer = await served.Client.SendAsync(request);
            Assert.Equal(code, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_body_is_not_read_and_nonsense_does_not_end_the_server()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, _served.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("\u0000\u0001 nonsense\r\n\r\n"));
            using var reader = new StreamReader(socket.GetStream());
            Assert.StartsWith("HTTP/1.1 400", await reader.ReadLineAsync());
        }
        Assert.Equal(JsonValueKind.Array, (await _served.JsonAsync("runs/0/course")).GetProperty("figures").ValueKind);
    }
}
