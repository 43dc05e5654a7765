using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using EmFunctional.Playground.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests;

/// <summary>The page as it is published: small, static, at home under any path.</summary>
public class PublishedTests(Browser browser) : IClassFixture<Browser>, IClassFixture<PublishedPage>
{
    const long Most = 8 << 20;

    [BrowserFact]
    public async Task From_a_server_of_plain_files_under_any_path_all_of_it_works_and_asks_nobody_else()
    {
        using var server = new PlainServer(PublishedPage.Folder, "/some/where/");
        var (page, asked) = await OpenAsync(server.Address);
        var loaded = asked
            .ToArray()
            .Distinct()
            .Select(address => address[server.Address.Length..])
            .Select(name => name.Length > 0 ? name : "index.html");
        Assert.InRange(loaded.Sum(SizeOf), 1 << 20, Most);
        await FitSampleAsync(page);
        Assert.All(asked, address => Assert.StartsWith(server.Address, address));
        Assert.Contains(asked, address => address.EndsWith("/worker.js"));
    }

    [BrowserFact]
    public async Task The_tool_serves_it()
    {
        using var tool = Process.Start(
            new ProcessStartInfo("dotnet", [PublishedPage.Tool, "serve", "--playground", "--quiet"]) { RedirectStandardOutput = true }
        )!;
        try
        {
            var address = (await tool.StandardOutput.ReadLineAsync())!;
            var (page, asked) = await OpenAsync(address);
            await FitSampleAsync(page);
            Assert.All(asked, one => Assert.StartsWith(address, one));
        }
        finally
        {
            tool.Kill();
        }
    }

    // Compressed, where there is that beside it.
    static long SizeOf(string name)
    {
        var file = Path.Combine(PublishedPage.Folder, name);
        return new FileInfo(File.Exists(file + ".br") ? file + ".br" : file).Length;
    }

    async Task<(IPage Page, List<string> Asked)> OpenAsync(string address)
    {
        var page = await browser.NewAsync();
        var asked = new List<string>();
        page.Context.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http"))
                asked.Add(request.Url);
        };
        await page.GotoAsync(address);
        await ServedPage.ReadyAsync(page);
        return (page, asked);
    }

    // The worker, with the journal of the same fit on the desktop.
    static async Task FitSampleAsync(IPage page)
    {
        await page.ClickAsync("#sample");
        await Assertions.Expect(page.Locator("#own-status")).ToHaveTextAsync("The data are at hand.");
        await page.CheckAsync(".columns input >> nth=0");
        await page.ClickAsync("#own-fit");
        await page.Locator("#own-picture > svg").WaitForAsync();
        var printed = await Tool.PrintedAsync("fit", "normal-mixture", "@notebook-points", "--column", "x", "--quiet");
        Assert.Contains($"trace digest {await page.Locator("#own-digest").InnerTextAsync()}", printed);
    }
}
