using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using EmFunctional.Playground.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests;

// Where guesses end, and numbers of components.
public partial class ChapterTests
{
    [BrowserFact]
    public async Task Three_guesses_end_where_the_story_says()
    {
        var page = await served.OpenAsync();
        await Press(page, "try");
        await At(page, "tried").WaitForAsync();
        var cells = await Cells(page, "tried");
        Assert.Equal(["0.80", "0.52", "-31.570"], cells[..3]);
        Assert.Equal(["0.66", "0.66", "-32.052"], cells[4..7]);
        Assert.Equal(["0.52", "0.80", "-31.570"], cells[8..11]);

        await Press(page, "lesson-points", "try");
        await Assertions.Expect(page.Locator("#tried tbody tr")).ToHaveCountAsync(5);
        cells = await Cells(page, "tried");
        Assert.Equal(["2.90", "6.76", "-88.447"], cells[..3]);
        Assert.Equal(["7.37", "4.73", "-93.528"], cells[12..15]); // a lower hill
        Assert.Equal(["10.25", "4.31", "-87.735"], cells[16..19]); // a higher one, of four points
    }

    [BrowserFact]
    public async Task Where_the_guess_ends_each_number_says_how_it_comes_about()
    {
        var page = await served.OpenAsync();
        await Has(page, "ending", "It ends after");
        Assert.Equal(["0.80", "0.52"], (await Cells(page, "reached"))[..2]);
        await page.Locator("#reached button.number").First.ClickAsync();
        await Has(page, "reached-worked", "theta[0] = ");
    }

    [BrowserFact]
    public async Task Numbers_of_components_are_compared_by_BIC()
    {
        var page = await served.OpenAsync();
        foreach (var (lesson, best) in new[] { ("coins", 1), ("points", 3) })
        {
            await Press(page, $"lesson-{lesson}", "choose");
            await Assertions.Expect(page.Locator("#choices tbody tr")).ToHaveCountAsync(4);
            await Assertions.Expect(At(page, "choose")).ToBeEnabledAsync();
            var call = (await Text(page, "select-call"))["em ".Length..].Split(' ');
            var printed = await Tool.PrintedAsync([.. call, "--quiet"]);
            var cells = await Cells(page, "choices");
            for (var k = 1; k <= 4; k++)
            {
                var bic = cells[3 * k - 1].Split(' ')[0];
                Assert.Contains(bic, printed.Split('\n').First(line => line.StartsWith($"{k} ")));
                Assert.Equal(k == best, cells[3 * k - 1].Contains("smallest"));
            }
            await Has(page, "bic-said", $"BIC is smallest for K = {best}, by");
            await Has(page, "bic-said", best == 1 ? "There were 2, but these rows are too few" : "by chance some rows look like one more");
            await page.Locator("#choices tbody tr").First.ClickAsync();
            await Has(page, "bic-worked", $"= {cells[2].Split(' ')[0]}");
        }
    }
}
