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
    [InlineData("coins", 1600, ColorScheme.Dark)]
    [InlineData("points", 400, ColorScheme.Dark)]
    [InlineData("points", 1600, ColorScheme.Light)]
    public async Task Nothing_is_cut_off_and_axe_finds_nothing_serious(string lesson, int width, ColorScheme colours)
    {
        var page = await served.OpenAsync(width, colours);
        await page.ClickAsync($"#lesson-{lesson}");
        if (lesson == "coins")
        {
            await page.ClickAsync("#own-flips");
            await page.ClickAsync("#draw");
        }
        await page.ClickAsync("[aria-label='Labels to strike out'] .label >> nth=0");
        await page.ClickAsync("#known button.number >> nth=0");
        foreach (var id in new[] { "e", "m", "e", "kmeans", "equation", "objective", "try", "choose" })
            await page.ClickAsync($"#{id}");
        await page.ClickAsync(".shares tbody button >> nth=0");
        await page.ClickAsync("#now button.number >> nth=0");
        await Assertions.Expect(page.Locator("#choices tbody tr")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("#choose")).ToBeEnabledAsync();
        await Assertions.Expect(page.Locator("#ending")).ToContainTextAsync("It ");
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            "the page scrolls sideways"
        );
        var found = await page.RunAxe();
        Assert.True(found.Passes.Length > 10, "axe tried nothing");
        Assert.Empty(found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
        if (Environment.GetEnvironmentVariable("PLAYGROUND_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = $"{folder}/{lesson}-{width}-{colours}.png", FullPage = true });
    }
}
