using System.Linq;
using System.Threading.Tasks;
using Deque.AxeCore.Playwright;
using EmFunctional.Browsing;
using EmFunctional.Playground.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests;

/// <summary>What axe says of the page, with a step made and data of one's own fitted.</summary>
public class AccessibilityTests(ServedPage served) : IClassFixture<ServedPage>
{
    [BrowserFact]
    public async Task Axe_finds_nothing_serious()
    {
        foreach (var (width, colours) in new[] { (400, ColorScheme.Light), (1600, ColorScheme.Dark) })
        {
            var page = await served.OpenAsync(width, colours);
            await page.ClickAsync("#e");
            await page.ClickAsync("#m");
            await page.ClickAsync("#sample");
            await page.CheckAsync(".columns input >> nth=0");
            await page.ClickAsync("#own-fit");
            await page.Locator("#own-fits").WaitForAsync();
            var found = await page.RunAxe();
            Assert.True(found.Passes.Length > 10, "axe tried nothing");
            Assert.Empty(found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
            Assert.True(
                await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                $"at {width}"
            );
        }
    }
}
