using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using EmFunctional.Cli.Input;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Watching.Serving;
using EmFunctional.Watching.Tests.Support;
using LanguageExt;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace EmFunctional.Watching.Tests;

/// <summary>What somebody sees who has the page open, and does there.</summary>
public sealed class PageTests(Recordings recordings, Browser browser) : IClassFixture<Recordings>, IClassFixture<Browser>, IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    string RunFile => _tool.PathTo("run.clef");

    static ILocator Dd(IPage page, string name) =>
        page.Locator(".numbers div").Filter(new() { Has = page.GetByText(name, new() { Exact = true }) }).Locator("dd");

    // The model of a run on a sample, as the tool opens it.
    static Validation<EmError, Option<OpenedModel>> OnSample(RunEvent<Vector>.Started started)
    {
        var command = new System.CommandLine.Command("watch");
        var data = new GivenData(Registry.Standard);
        data.AddTo(command);
        return data.Open(command.Parse([]), "run.clef", started);
    }

    Served Serve(params string[] journals) => new(Place.Default, null, OnSample, [.. journals.Select(JournalPlace.File)]);

    static Task Ended(IPage page) => Expect(page.Locator(".says").First).ToContainTextAsync("Converged");

    [BrowserFact]
    public async Task A_run_goes_on_before_one_s_eyes()
    {
        using var served = Serve(RunFile);
        var (page, complaints) = await browser.OpenAsync(served.Address);
        await Expect(page.Locator(".says")).ToHaveTextAsync("run.clef is not there yet: waiting for it.");
        await Expect(page.Locator(".parts")).ToBeHiddenAsync();
        using (var run = new GrowingRun(recordings.Plain, RunFile))
        {
            for (var n = 4; n <= 20; n += 8)
            {
                run.Go(n == 4 ? 6 : 8);
                await Expect(Dd(page, "iteration")).ToHaveTextAsync($"{n}");
                await Expect(page.Locator(".now h3")).ToHaveTextAsync($"At iteration {n}");
                await Expect(page.Locator("caption")).ToHaveTextAsync($"Parameters at iteration {n}");
                Assert.Equal($"{n}", await page.Locator("input[type=range]").InputValueAsync());
                Assert.Matches($" {n}\\b.*em watch", await page.TitleAsync());
            }
            await Expect(page.Locator(".says")).ToHaveTextAsync("The run goes on.");
            await Expect(Dd(page, "still to gain (Aitken)")).ToContainTextAsync("about ");
            run.Go();
        }
        await Ended(page);
        await Expect(page.Locator(".says")).ToHaveClassAsync("says good");
        await Expect(page.Locator(".now h3")).ToHaveTextAsync("At iteration 24");
        // The density, the histogram and the responsibilities; the objective, the gap and the parameters.
        await Expect(page.Locator(".now .figures img")).ToHaveCountAsync(3);
        await Expect(page.Locator(".course .figures img")).ToHaveCountAsync(3);
        foreach (var image in await page.Locator("img").AllAsync())
        {
            Assert.True(await image.EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 300)"));
            Assert.NotEqual("", await image.GetAttributeAsync("alt"));
        }
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task The_slider_leads_back_through_all_iterates_by_keyboard_and_stays_there()
    {
        using var run = new GrowingRun(recordings.Plain, RunFile).Go(16);
        using var served = Serve(RunFile);
        var (page, _) = await browser.OpenAsync(served.Address);
        await Expect(page.Locator("caption")).ToHaveTextAsync("Parameters at iteration 14");
        var picture = await page.Locator(".now .figures img").First.GetAttributeAsync("src");
        await page.GetByRole(AriaRole.Slider, new() { Name = "Iterate" }).FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator("caption")).ToHaveTextAsync("Parameters at iteration 0");
        await Expect(page.Locator(".now .figures img").First).Not.ToHaveAttributeAsync("src", picture!);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("caption")).ToHaveTextAsync("Parameters at iteration 2");
        await Expect(page.Locator("input[type=range]"))
            .ToHaveAttributeAsync("aria-valuetext", new Regex("^iteration 2 of 14, log-likelihood -10[0-9.]+$"));
        run.Go(5);
        await Expect(Dd(page, "iteration")).ToHaveTextAsync("19");
        await Expect(page.Locator(".now h3")).ToHaveTextAsync("At iteration 2"); // whoever looks back is left there
        await page.GetByLabel("Iteration", new() { Exact = true }).FillAsync("7");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("caption")).ToHaveTextAsync("Parameters at iteration 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        await Expect(page.Locator("caption")).ToHaveTextAsync("Parameters at iteration 6");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stay at the newest" }).PressAsync("Enter");
        await Expect(page.Locator("caption")).ToHaveTextAsync("Parameters at iteration 19");
        run.Go();
        await Expect(page.Locator("caption")).ToHaveTextAsync("Parameters at iteration 24");
    }

    [BrowserFact]
    public async Task A_page_whose_server_was_away_goes_on()
    {
        using var run = new GrowingRun(recordings.Plain, RunFile).Go(6);
        int port;
        string token;
        IPage page;
        using (var before = Serve(RunFile))
        {
            (port, token) = (before.Port, before.Token);
            (page, _) = await browser.OpenAsync(before.Address);
            await Expect(Dd(page, "iteration")).ToHaveTextAsync("4");
        }
        await Expect(page.Locator("#connection")).ToContainTextAsync("The server is away");
        await Expect(Dd(page, "iteration")).ToHaveTextAsync("4");
        run.Go(5);
        using var after = new Served(new Place(IPAddress.Loopback, port), token, OnSample, RunFile);
        await Expect(page.Locator("#connection")).ToContainTextAsync("Connected");
        await Expect(Dd(page, "iteration")).ToHaveTextAsync("9");
        await Expect(page.Locator("caption")).ToHaveTextAsync("Parameters at iteration 9");
    }

    [BrowserFact]
    public async Task An_interrupted_run_is_told_from_one_that_goes_on()
    {
        var going = _tool.PathTo("going.clef");
        using (var run = new GrowingRun(recordings.Plain, RunFile))
            run.Go(8);
        using var other = new GrowingRun(recordings.Plain, going).Go(8);
        using var served = Serve(RunFile, going);
        var (page, _) = await browser.OpenAsync(served.Address);
        await Expect(page.Locator(".says").Nth(0)).ToContainTextAsync("Interrupted");
        await Expect(page.Locator(".says").Nth(1)).ToHaveTextAsync("The run goes on.");
    }

    [BrowserFact]
    public async Task Names_that_are_scripts_are_shown_as_text()
    {
        const string name = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        const string file = "<script>alert(3)</script>.csv"; // in a folder, since there is a slash in it
        Directory.CreateDirectory(Path.GetDirectoryName(_tool.PathTo(file))!);
        var rows = Enumerable.Range(0, 60).Select(i => $"{i % 7}.5,{i % 5}.25,{(i % 2 == 0 ? "<b onclick=alert(4)>" : "")}");
        File.WriteAllLines(_tool.PathTo(file), rows.Prepend($"{name},\"\"\"><svg onload=alert(5)>\",kind"));
        var journal = await _tool.RecordAsync(
            "<i>hostile<i>.clef",
            "gaussian-mixture",
            file,
            "-k",
            "2",
            "--label-column",
            "kind",
            "--stop",
            "iterations(5)"
        );
        using var watch = _tool.Start("watch", Path.GetFileName(journal), "--data", file);
        var (page, complaints) = await browser.OpenAsync((await watch.StandardOutput.ReadLineAsync())!);
        var dialogs = new List<string>();
        page.Dialog += (_, dialog) => dialogs.Add(dialog.Message);
        await Expect(page.Locator("h2").Last).ToHaveTextAsync("<i>hostile<i>.clef");
        await Expect(page.Locator(".title")).ToContainTextAsync(file);
        await Expect(page.Locator("table").First).ToContainTextAsync(name);
        await Expect(page.Locator(".now .figures img").First).ToBeVisibleAsync();
        Assert.Equal(
            0,
            await page.Locator("main script, main i, main b, main svg, main [onerror], main [onload], main [onclick]").CountAsync()
        );
        foreach (var image in await page.Locator("main img").AllAsync())
            Assert.StartsWith("blob:", await image.GetAttributeAsync("src"), StringComparison.Ordinal);
        Assert.Empty(complaints);
        Assert.Empty(dialogs);
        await Tool.InterruptAsync(watch);
    }

    [BrowserFact]
    public async Task No_width_makes_the_page_scroll_sideways()
    {
        var iris = await _tool.RecordAsync("iris.clef", "gaussian-mixture", "@iris", "-k", "3");
        var squarem = await _tool.RecordAsync(
            "squarem.clef",
            "normal-mixture",
            "@faithful",
            "--column",
            "waiting",
            "--algorithm",
            "squarem"
        );
        foreach (var (name, journals) in new[] { ("one", new[] { iris }), ("two", [recordings.Plain, squarem]) })
        {
            using var served = Serve(journals);
            foreach (var width in new[] { 400, 1600 })
            foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                var (page, complaints) = await browser.OpenAsync(served.Address, width, colours);
                foreach (var says in await page.Locator(".says").AllAsync())
                    await Expect(says).ToContainTextAsync("Converged");
                await Expect(page.Locator(".course .figures img")).ToHaveCountAsync(3 * journals.Length);
                await Expect(page.Locator(".now .figures img")).Not.ToHaveCountAsync(0);
                Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                // Whoever sees little can tap what is there to be tapped, and read what is there to be read.
                foreach (var button in await page.Locator("button").AllAsync())
                    Assert.True((await button.BoundingBoxAsync())!.Height >= 44);
                foreach (var image in await page.Locator("img").AllAsync())
                    Assert.True(
                        await image.EvaluateAsync<bool>(
                            "image => image.decode().then(() => image.clientWidth >= 0.75 * Math.min(image.naturalWidth, 720))"
                        )
                    );
                Assert.Empty(complaints);
                if (Environment.GetEnvironmentVariable("WATCH_PICTURES") is { } folder)
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{colours}.png"), FullPage = true });
                await page.Context.CloseAsync();
            }
        }
    }

    [BrowserFact]
    public async Task Everything_has_a_name_and_is_reached_by_the_tabulator()
    {
        using var served = Serve(recordings.Plain);
        var (page, _) = await browser.OpenAsync(served.Address);
        await Ended(page);
        await Expect(page.Locator("table")).ToBeVisibleAsync();
        var reached = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>("document.activeElement.className || document.activeElement.type"));
        }
        Assert.Equal(["range", "back", "number", "newest", "scroll"], reached); // 'On' leads nowhere from the end
        Assert.Equal(1, await page.GetByRole(AriaRole.Article, new() { Name = "plain.clef" }).CountAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Region, new() { Name = "Parameters at iteration 24" }).CountAsync());
        Assert.Equal(2, await page.GetByRole(AriaRole.Status).CountAsync());
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
    }

    [BrowserFact]
    public async Task Nothing_is_loaded_from_elsewhere()
    {
        using var served = Serve(recordings.Plain);
        var addresses = new List<string>();
        var (page, _) = await browser.OpenAsync(served.Address);
        page.Request += (_, request) => addresses.Add(request.Url);
        await page.ReloadAsync();
        await Ended(page);
        await Expect(page.Locator(".course .figures img")).ToHaveCountAsync(3);
        Assert.NotEmpty(addresses);
        Assert.All(addresses, address => Assert.True(address.StartsWith(served.Address) || address.StartsWith("blob:"), address));
    }
}
