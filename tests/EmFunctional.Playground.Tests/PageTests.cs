using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using EmFunctional.Playground.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests;

/// <summary>What somebody does on the page, and what stands there then.</summary>
public class PageTests(ServedPage served) : IClassFixture<ServedPage>
{
    static async Task<string> Text(IPage page, string id) => (await page.Locator($"[id='{id}']").InnerTextAsync()).Trim();

    static async Task Step(IPage page, int iterations)
    {
        for (var i = 0; i < iterations; i++)
        {
            await page.ClickAsync("#e");
            await page.ClickAsync("#m");
        }
    }

    static Task<string[]> Cells(IPage page, string id) =>
        page.Locator($"#{id} tbody td").AllInnerTextsAsync().ContinueWith(texts => texts.Result.ToArray());

    [BrowserFact]
    public async Task The_coins_are_stepped_with_the_numbers_of_the_article()
    {
        var page = await served.OpenAsync();
        Assert.Equal(["0.80", "0.45", "0.50", "0.50"], await Cells(page, "known"));
        Assert.Equal(["0.60", "0.50", "0.50", "0.50"], await Cells(page, "now"));
        Assert.Equal("?", await Text(page, "r-0-0"));

        await page.ClickAsync("#e"); // Do and Batzoglou (2008), figure 1b
        Assert.Equal(("0.45", "0.55"), (await Text(page, "r-0-0"), await Text(page, "r-0-1")));
        Assert.Equal(("2.2", "2.2"), (await Text(page, "heads-0-0"), await Text(page, "tails-0-0")));
        Assert.Equal(("21.3", "8.6"), (await Text(page, "heads-sum-0"), await Text(page, "tails-sum-0")));
        Assert.Equal(("11.7", "8.4"), (await Text(page, "heads-sum-1"), await Text(page, "tails-sum-1")));

        await page.ClickAsync("#m");
        Assert.Equal(["0.71", "0.58", "0.50", "0.50"], await Cells(page, "now"));
        Assert.Equal("1", await Text(page, "iteration"));

        await page.ClickAsync("#back");
        Assert.Equal(("0", "0.45"), (await Text(page, "iteration"), await Text(page, "r-0-0")));
    }

    [BrowserFact]
    public async Task The_digest_after_ten_iterations_is_that_of_the_tool()
    {
        foreach (var lesson in new[] { "coins", "points" })
        {
            var page = await served.OpenAsync();
            await page.ClickAsync($"#lesson-{lesson}");
            await Step(page, 10);
            var call = await Text(page, "call");
            var arguments = call["em ".Length..].Split(' ').Select(word => word.Trim('\'')).ToArray();
            var printed = await Tool.PrintedAsync([.. arguments, "--quiet"]);
            Assert.Contains("after 10 iterations", printed);
            Assert.Contains($"trace digest {await Text(page, "digest")}", printed);
        }
    }

    [BrowserFact]
    public async Task Labels_are_changed_and_guesses_moved_by_keyboard()
    {
        var page = await served.OpenAsync();
        await page.Locator(".label").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter"); // five heads of ten are A's now
        Assert.Equal(["0.72", "0.40", "0.50", "0.50"], await Cells(page, "known"));
        await page.Locator("[id='theta[0]']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal(["0.61", "0.50", "0.50", "0.50"], await Cells(page, "now"));
    }

    [BrowserFact]
    public async Task What_fails_and_what_swaps_is_seen()
    {
        var page = await served.OpenAsync();
        await page.ClickAsync("#same");
        await Step(page, 3);
        Assert.Equal(["0.66", "0.66", "0.50", "0.50"], await Cells(page, "now"));
        await page.ClickAsync("#swapped");
        await Step(page, 10);
        Assert.Equal(["0.52", "0.80", "0.50", "0.50"], await Cells(page, "now"));
    }

    [BrowserFact]
    public async Task A_run_is_played_and_raced()
    {
        var page = await served.OpenAsync();
        await page.ClickAsync("#play");
        await Assertions
            .Expect(page.Locator("#iteration"))
            .ToHaveTextAsync(new Regex("^([2-9]|\\d\\d+)$"), new() { Timeout = Browser.Patience });
        await page.ClickAsync("#play");
        await page.ClickAsync("#race");
        await Assertions.Expect(page.Locator("#raced")).ToContainTextAsync("Plain EM passes", new() { Timeout = Browser.Patience });
        await Assertions.Expect(page.Locator("#race-said")).ToContainTextAsync("SQUAREM");
    }

    [BrowserFact]
    public async Task Pictures_are_drawn_anew_when_a_phone_is_turned()
    {
        var page = await served.OpenAsync(400, ColorScheme.Light);
        var picture = page.Locator("svg[aria-label='The components over the rows']");
        var narrow = await picture.GetAttributeAsync("viewBox");
        await page.SetViewportSizeAsync(900, 400);
        await Assertions.Expect(picture).Not.ToHaveAttributeAsync("viewBox", narrow!);
        await page.SetViewportSizeAsync(400, 900);
        await Assertions.Expect(picture).ToHaveAttributeAsync("viewBox", narrow!);
    }

    [BrowserFact]
    public async Task No_width_makes_the_page_scroll_sideways()
    {
        foreach (
            var (width, colours) in new[]
            {
                (400, ColorScheme.Light),
                (400, ColorScheme.Dark),
                (1600, ColorScheme.Light),
                (1600, ColorScheme.Dark),
            }
        )
        {
            var page = await served.OpenAsync(width, colours);
            await page.ClickAsync("#e");
            Assert.True(
                await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                $"at {width}"
            );
            if (Environment.GetEnvironmentVariable("PLAYGROUND_PICTURES") is { Length: > 0 } folder)
                await page.ScreenshotAsync(new() { Path = $"{folder}/{width}-{colours}.png", FullPage = true });
        }
    }

    [BrowserFact]
    public async Task Nothing_comes_from_elsewhere()
    {
        var page = await served.OpenAsync();
        var addresses = await page.EvaluateAsync<string[]>("performance.getEntriesByType('resource').map(entry => entry.name)");
        Assert.NotEmpty(addresses);
        Assert.All(addresses, address => Assert.StartsWith(served.Address, address));
    }
}
