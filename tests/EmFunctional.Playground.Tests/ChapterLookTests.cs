using System.Linq;
using System.Threading.Tasks;
using Deque.AxeCore.Playwright;
using EmFunctional.Browsing;
using EmFunctional.Playground.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests;

/// <summary>How the chapters look with all of it open, at both widths and in both colours.</summary>
public class ChapterLookTests(ServedPage served) : IClassFixture<ServedPage>
{
    [BrowserTheory]
    [InlineData("coins", 400, ColorScheme.Light)]
    [InlineData("coins", 400, ColorScheme.Dark)]
    [InlineData("coins", 1600, ColorScheme.Light)]
    [InlineData("coins", 1600, ColorScheme.Dark)]
    [InlineData("points", 400, ColorScheme.Light)]
    [InlineData("points", 400, ColorScheme.Dark)]
    [InlineData("points", 1600, ColorScheme.Light)]
    [InlineData("points", 1600, ColorScheme.Dark)]
    public async Task Nothing_is_cut_off_and_axe_finds_nothing_serious(string lesson, int width, ColorScheme colours)
    {
        var page = await served.OpenAsync(width, colours);
        var complaints = Browser.Complaints(page);
        await page.ClickAsync($"#lesson-{lesson}");
        if (lesson == "coins")
        {
            await page.ClickAsync("#own-flips");
            foreach (var id in new[] { "take-0", "fill", "fill", "take-1", "fill", "fill" })
                await page.ClickAsync($"#{id}");
        }
        else
        {
            await page.ClickAsync("#own-points");
            var line = page.Locator("#line");
            var across = (await line.BoundingBoxAsync())!.Width;
            foreach (var (colour, share) in new[] { (0, .2f), (0, .3f), (0, .32f), (0, .4f), (1, .55f), (1, .6f), (1, .62f), (1, .8f) })
            {
                await page.ClickAsync($"#take-{colour}");
                await line.ClickAsync(
                    new()
                    {
                        Position = new() { X = across * share, Y = 20 },
                    }
                );
            }
        }
        await page.ClickAsync("[aria-label='Labels to strike out'] .label >> nth=0");
        await page.ClickAsync("#known button.number >> nth=0");
        foreach (
            var id in new[] { "e", "m", "e", "kmeans", "equation", "objective", "digest", "race", "floor-height", "right", "try", "choose" }
        )
            await page.ClickAsync($"#{id}");
        await page.ClickAsync(".shares tbody button >> nth=0");
        foreach (var table in new[] { "now", "middles", "tried" })
            await page.ClickAsync($"#{table} button.number >> nth=0");
        await page.ClickAsync("#passes-squarem");
        await Assertions.Expect(page.Locator("#choices tbody tr")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("#choose")).ToBeEnabledAsync();
        await Assertions.Expect(page.Locator("#ending")).ToContainTextAsync("It ");
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            "the page scrolls sideways"
        );
        Assert.Equal("", string.Join('\n', complaints));
        Assert.False(await page.Locator("#blazor-error-ui").IsVisibleAsync(), "something went wrong in the page");
        var found = await page.RunAxe();
        Assert.True(found.Passes.Length > 10, "axe tried nothing");
        Assert.Empty(found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
        if (Environment.GetEnvironmentVariable("PLAYGROUND_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = $"{folder}/{lesson}-{width}-{colours}.png", FullPage = true });
    }
}
