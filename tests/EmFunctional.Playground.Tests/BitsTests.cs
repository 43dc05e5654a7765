using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using EmFunctional.Playground.Tests.Support;
using Xunit;

namespace EmFunctional.Playground.Tests;

/// <summary>The same fits as in the matrix of digests, in WebAssembly.</summary>
public class BitsTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task In_a_browser_every_fit_has_the_one_digest()
    {
        using var server = await DevServer.StartAsync("tests/EmFunctional.Recorder.Web");
        var page = await browser.NewAsync();
        var lines = new List<string>();
        var over = new TaskCompletionSource();
        page.PageError += (_, error) => over.TrySetException(new InvalidOperationException(error));
        page.Console += (_, message) =>
        {
            if (message.Text == "over")
                over.TrySetResult();
            else if (!message.Text.StartsWith("Debugging"))
                lines.Add(message.Text);
        };
        var rows = Environment.GetEnvironmentVariable("MATRIX_ROWS") ?? "2000";
        await page.GotoAsync($"{server.Address}?{rows}");
        await over.Task.WaitAsync(TimeSpan.FromMilliseconds(10 * Browser.Patience));
        var snapshot = await File.ReadAllLinesAsync(
            Path.Combine(DevServer.Root, "snapshots", $"MatrixTests.{(rows == "2000" ? "Few_rows" : "One_digest_a_case")}.verified.txt")
        );
        Assert.StartsWith("browser-wasm, ", lines[0]);
        Assert.Equal(29, snapshot.TakeWhile(line => !line.StartsWith("draws ")).Count());
        Assert.Equal(snapshot, lines.Skip(1));
    }
}
