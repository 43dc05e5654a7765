using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using EmFunctional.Playground.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests;

/// <summary>Files that somebody gives to the page, fitted in its worker, and what the tool says of the same.</summary>
public sealed class OwnDataTests(ServedPage served) : IClassFixture<ServedPage>, IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    static ILocatorAssertions Expect(IPage page, string what) => Assertions.Expect(page.Locator(what));

    static LocatorAssertionsToHaveTextOptions Patient { get; } = new() { Timeout = Browser.Patience };

    string FileOf(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    // Two bumps, without chance.
    static string Bumps(int rows) =>
        "length,kind\n"
        + string.Concat(Enumerable.Range(0, rows).Select(i => $"{(i % 2 == 0 ? 10 : 16) + i * 7919 % 1000 / 250.0},k{i % 2}\n"));

    async Task<IPage> Given(params string[] files)
    {
        var page = await served.OpenAsync();
        await page.SetInputFilesAsync("#file", files);
        await page.Locator("#own-fit").WaitForAsync();
        await Expect(page, "#own-status").ToHaveTextAsync("The data are at hand.", Patient);
        return page;
    }

    static async Task Fit(IPage page)
    {
        await page.ClickAsync("#own-fit");
        await page.Locator("#own-picture > svg").WaitForAsync();
    }

    [BrowserFact]
    public async Task What_is_fitted_here_is_identical_on_the_desktop()
    {
        var data = FileOf("lengths.csv", Bumps(200));
        foreach (
            var (model, option, value) in new[]
            {
                ("normal-mixture", "components", "3"),
                ("mixture", "family", "gamma(length)"),
                ("hmm", "emission", "normal(length)"),
            }
        )
        {
            var page = await Given(data);
            await page.SelectOptionAsync("#own-model", model);
            if (model == "normal-mixture")
                await page.CheckAsync(".columns input >> nth=0");
            await page.FillAsync($"#own-{option}", value);
            await page.FillAsync("#own-starts", "2");
            await Fit(page);
            Assert.Contains("onverged", await page.Locator(".own-verdict").First.InnerTextAsync());
            var journal = await Saved(page);
            var printed = await Tool.PrintedAsync("verify", journal, data, "--quiet");
            Assert.StartsWith("identical, ", printed);
            Assert.Contains($"trace digest {await page.Locator("#own-digest").InnerTextAsync()}", printed);
        }
    }

    [BrowserFact]
    public async Task A_journal_of_the_desktop_is_replayed_and_computed_anew()
    {
        var data = FileOf("lengths.csv", Bumps(200));
        var journal = Path.Combine(_folder, "desktop.clef");
        await Tool.PrintedAsync("fit", "normal-mixture", data, "--column", "length", "--starts", "3", "--journal", journal, "--quiet");
        var page = await Given(data);
        await page.SetInputFilesAsync("#file", journal);
        await page.Locator("#own-picture > svg").WaitForAsync();
        var said = await page.Locator(".own-verdict").First.InnerTextAsync();
        var printed = await Tool.PrintedAsync("verify", journal, data, "--quiet");
        Assert.StartsWith("identical, ", said);
        Assert.Equal(Digest(printed), Digest(said));

        var changed = FileOf(
            "changed.clef",
            Regex.Replace(await File.ReadAllTextAsync(journal), "\"Objective\":-(\\d)", "\"Objective\":-9$1")
        );
        await page.SetInputFilesAsync("#file", changed);
        await Expect(page, ".own-verdict >> nth=0").ToContainTextAsync("different: ", new() { Timeout = Browser.Patience });
    }

    [BrowserFact]
    public async Task The_page_lives_while_it_fits_and_a_fit_ends_when_it_is_cancelled()
    {
        var data = FileOf("many.csv", Bumps(20_000));
        var page = await Given(data);
        await page.CheckAsync(".columns input >> nth=0");
        await page.FillAsync("#own-components", "6");
        await page.FillAsync("#own-stop", "iterations(100000)");
        await page.ClickAsync("#own-fit");
        await Expect(page, "#own-status").ToContainTextAsync(new Regex("iteration [1-9]"), new() { Timeout = Browser.Patience });
        await page.ClickAsync("#e"); // the lesson above goes on meanwhile
        Assert.Equal("0.45", await page.Locator("#r-0-0").InnerTextAsync());
        await page.ClickAsync("#own-cancel");
        await Expect(page, "#own-status").ToContainTextAsync("Cancelled after");
        await page.Locator("#own-picture > svg").WaitForAsync();
        Assert.Contains(", interrupted", await page.Locator(".own-verdict").First.InnerTextAsync());
        Assert.Contains(", interrupted", await Tool.PrintedAsync("verify", await Saved(page), data, "--quiet"));
    }

    [BrowserFact]
    public async Task A_page_that_is_loaded_anew_in_mid_run_begins_anew()
    {
        var page = await Given(FileOf("many.csv", Bumps(20_000)));
        await page.CheckAsync(".columns input >> nth=0");
        await page.FillAsync("#own-stop", "iterations(100000)");
        await page.ClickAsync("#own-fit");
        await Expect(page, "#own-status").ToContainTextAsync(new Regex("iteration [1-9]"), new() { Timeout = Browser.Patience });
        await page.ReloadAsync();
        await ServedPage.ReadyAsync(page);
        Assert.Empty(page.Workers); // the run ended with the page
        await Expect(page, "#own-status").ToHaveTextAsync("");
        await page.SetInputFilesAsync("#file", FileOf("few.csv", Bumps(20)));
        await Expect(page, "#own-status").ToHaveTextAsync("The data are at hand.", Patient);
        await page.CheckAsync(".columns input >> nth=0");
        await Fit(page);
    }

    [BrowserFact]
    public async Task Numbers_of_components_are_compared_by_BIC()
    {
        var page = await served.OpenAsync();
        await page.ClickAsync("#sample");
        await page.Locator("#own-fit").WaitForAsync();
        await Expect(page, "#own-status").ToHaveTextAsync("The data are at hand.", Patient);
        await page.CheckAsync(".columns input >> nth=0");
        foreach (var k in new[] { "1", "2", "3" })
        {
            await page.FillAsync("#own-components", k);
            await Fit(page);
        }
        await Expect(page, "#own-fits tbody tr").ToHaveCountAsync(3, new() { Timeout = Browser.Patience });
        var told = await Tool.PrintedAsync("select", "normal-mixture", "@notebook-points", "--column", "x", "-k", "1-3", "--quiet");
        foreach (var bic in await page.Locator("#own-fits td:last-child").AllInnerTextsAsync())
            Assert.Contains(bic[..5], told);
    }

    async Task<string> Saved(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#own-save"));
        var path = Path.Combine(_folder, $"{Guid.NewGuid()}.clef");
        await download.SaveAsAsync(path);
        return path;
    }

    static string Digest(string text) => Regex.Match(text, "trace digest ([0-9a-f]+)").Groups[1].Value;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
