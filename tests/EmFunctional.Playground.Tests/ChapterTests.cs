using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using EmFunctional.Playground.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests;

/// <summary>What one does in the chapters, and what stands there then.</summary>
public partial class ChapterTests(ServedPage served) : IClassFixture<ServedPage>
{
    static ILocator At(IPage page, string id) => page.Locator($"[id='{id}']");

    static async Task<string> Text(IPage page, string id) => (await At(page, id).InnerTextAsync()).Trim();

    static Task Has(IPage page, string id, string text) => Assertions.Expect(At(page, id)).ToContainTextAsync(text);

    static async Task Press(IPage page, params string[] ids)
    {
        foreach (var id in ids)
            await At(page, id).ClickAsync();
    }

    static async Task<string[]> Cells(IPage page, string id) => [.. await page.Locator($"#{id} tbody td").AllInnerTextsAsync()];

    // The call that the page shows, made by the tool with the rows that the page offers to save.
    static async Task<string> Printed(IPage page)
    {
        var href = (await At(page, "rows-file").GetAttributeAsync("href"))!;
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "rows.csv");
        await File.WriteAllTextAsync(file, Uri.UnescapeDataString(href[(href.IndexOf(',') + 1)..]));
        var words = (await Text(page, "call"))["em ".Length..]
            .Split(' ')
            .Select(word => word.Trim('\''))
            .Select(word => word == "rows.csv" ? file : word);
        return await Tool.PrintedAsync([.. words, "--quiet"]);
    }

    [BrowserFact]
    public async Task Ones_own_flips_are_the_data()
    {
        var page = await served.OpenAsync();
        await Press(page, "own-flips", "take-0");
        for (var flip = 0; flip < 10; flip++)
            await Press(page, flip < 7 ? "heads" : "tails");
        await Has(page, "flipped", "EM waits for two rows");
        Assert.Equal(["0.80", "0.45"], (await Cells(page, "known"))[..2]); // still the article's
        await Press(page, "take-1");
        for (var flip = 0; flip < 5; flip++)
            await Press(page, flip < 1 ? "heads" : "tails");
        await Has(page, "flipped", "Row 2, coin B: HTTTT. EM has your 2 rows.");
        Assert.Equal(["0.70", "0.20"], (await Cells(page, "known"))[..2]);
        await Press(page, "e", "m", "e", "m");
        Assert.Equal("em fit coins rows.csv", (await Text(page, "call")).Split(" --start")[0]);
        Assert.Contains($"trace digest {await Text(page, "digest")}", await Printed(page));

        await Press(page, "undo");
        await Has(page, "flipped", "coin B: HTTT.");
        await Press(page, "draw");
        await Has(page, "flipped", "EM has your 7 rows.");
        Assert.All(
            (await page.Locator("[aria-label='Labels'] .label").AllInnerTextsAsync()).Skip(2),
            row => Assert.Matches(@"^[HT]{10}\s[AB]$", row.Trim())
        );
        await Press(page, "take-0", "flip");
        await Has(page, "flipped", "Row 8, coin A:");
        await Press(page, "fill");
        Assert.Matches("coin A: [HT]{10}\\.", await Text(page, "flipped"));
        await Press(page, "article-flips");
        Assert.Equal(["0.80", "0.45"], (await Cells(page, "known"))[..2]);
    }

    [BrowserFact]
    public async Task Labels_are_struck_out_and_what_is_left_is_seen_or_not()
    {
        var page = await served.OpenAsync();
        var labels = page.Locator("[aria-label='Labels to strike out'] .label");
        await labels.Nth(1).ClickAsync(); // nine heads of ten, A's
        Assert.Equal("4", await Text(page, "left"));
        Assert.Equal(["0.75", "0.45"], (await Cells(page, "known"))[..2]);
        Assert.Contains("?", await labels.Nth(1).InnerTextAsync());

        await Press(page, "keep", "e"); // EM sees four labels
        Assert.Equal(("0.00", "1.00"), (await Text(page, "r-0-0"), await Text(page, "r-0-1")));
        Assert.NotEqual("1.00", await Text(page, "r-1-0"));
        await Press(page, "m", "e", "m");
        Assert.Contains("--label-column label", await Text(page, "call"));
        Assert.Contains($"trace digest {await Text(page, "digest")}", await Printed(page));

        await Press(page, "strike-all");
        await Has(page, "uncounted", "Each coin needs enough labels of its own");
        await Has(page, "fault", "");
        Assert.True(await At(page, "copy").IsDisabledAsync());
        await Press(page, "put-back");
        Assert.Equal("5", await Text(page, "left"));
        await Press(page, "e", "m"); // all labels: one iteration counts
        Assert.Equal(["0.80", "0.45"], (await Cells(page, "now"))[..2]);
    }

    [BrowserFact]
    public async Task Points_are_coloured_by_hand_and_begin_a_run()
    {
        var page = await served.OpenAsync();
        await Press(page, "lesson-points");
        Assert.Equal(["2.81", "6.97"], (await Means(page, "known"))); // as em explain has them
        await page.Locator("[aria-label='Labels'] .label").First.ClickAsync();
        Assert.NotEqual(["2.81", "6.97"], (await Means(page, "known")));
        await Press(page, "true-labels", "copy");
        Assert.Equal(["2.81", "6.97"], (await Means(page, "now")));
        await Press(page, "same", "from-labels");
        Assert.Equal(["2.81", "6.97"], (await Means(page, "now")));
        await Has(page, "ending", "It ends after");
    }

    static async Task<string[]> Means(IPage page, string id) =>
        [.. (await page.Locator($"#{id} tbody tr:has(th:text-is('mean')) td").AllInnerTextsAsync()).Select(text => text.Trim())];

    [BrowserFact]
    public async Task A_start_is_dragged_and_its_end_is_seen()
    {
        var page = await served.OpenAsync();
        await Press(page, "lesson-points");
        await Has(page, "ending", "It ends after 58 iterations, at a log-likelihood of -88.447."); // as em fit with the same start
        await Has(page, "end-0", "0: 2.90");
        await Has(page, "end-1", "1: 6.76");
        var (left, right) = (await Place(page, "mean[0]"), await Place(page, "mean[1]"));
        await page.Mouse.MoveAsync(left.X, left.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(right.X, left.Y, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        Assert.Equal(("9", "9"), (await At(page, "mean[0]").InputValueAsync(), await At(page, "mean[1]").InputValueAsync()));
        await At(page, "mean[1]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal(["9.00", "8.90"], await Means(page, "now"));
        await Has(page, "ending", "It ends after");
        Assert.Equal("0", await Text(page, "iteration"));
    }

    // The middle of a handle on the page.
    static async Task<(float X, float Y)> Place(IPage page, string id)
    {
        const int Handle = 32;
        var share = await At(page, id).EvaluateAsync<float>("input => (input.value - input.min) / (input.max - input.min)");
        await At(page, id).ScrollIntoViewIfNeededAsync();
        var box = (await At(page, id).BoundingBoxAsync())!;
        return (box.X + Handle / 2 + share * (box.Width - Handle), box.Y + box.Height / 2);
    }

    [BrowserFact]
    public async Task K_means_goes_beside_EM_at_each_step()
    {
        var page = await served.OpenAsync();
        await Press(page, "kmeans");
        Assert.Equal(["0.60", "0.50"], await Cells(page, "middles"));
        await Press(page, "e");
        Assert.Equal(["1", "0", "0", "1", "0"], await Task.WhenAll(Enumerable.Range(0, 5).Select(row => Text(page, $"nearest-{row}"))));
        await Has(page, "differ", "It gives each row to the coin that EM thinks likeliest");
        await Press(page, "m");
        Assert.Equal(["0.80", "0.45"], await Cells(page, "middles"));
        await Press(page, "e", "m", "back", "back");
        Assert.Equal(["0.80", "0.45"], await Cells(page, "middles"));
        await Press(page, "back", "back");
        Assert.Equal(["0.60", "0.50"], await Cells(page, "middles"));
    }

    [BrowserFact]
    public async Task One_click_shows_the_equation_beside_a_number()
    {
        var page = await served.OpenAsync();
        await page.Locator("#known button.number").First.ClickAsync();
        await Has(page, "known-worked", "theta[A] = 24 / (24 + 6) = 0.80");
        await Press(page, "objective");
        await Has(page, "objective-worked", "= -33.094");
        await Press(page, "e", "r-0-0");
        await Has(page, "row-worked", "share: 0.000398 / 0.000886 = 0.45");
        await Has(page, "row-worked", "heads[0] = r[0] × 5 = 0.449 × 5 = 2.25");
        await Press(page, "heads-sum-0");
        await Has(page, "sum-worked", "heads[0] = 2.2 + 7.2 + 5.9 + 1.4 + 4.5 = 21.3");
        await Press(page, "m");
        await page.Locator("#now button.number").First.ClickAsync();
        await Has(page, "now-worked", "theta[0] = 21.3 / (21.3 + 8.6) = 0.71");
        await page.Locator("#now button.number").Last.ClickAsync();
        await Has(page, "now-worked", "it is held");

        await Press(page, "kmeans");
        await page.Locator("#middles button.number").First.ClickAsync();
        await Has(page, "middles-worked", "middle[0] = (0.90 + 0.80 + 0.70) / 3 = 0.80");
        await Press(page, "race", "passes-plain", "passes-squarem", "right", "digest", "try");
        await Has(page, "passes-plain-worked", $"= {await Text(page, "passes-plain")}");
        await Has(page, "passes-squarem-worked", $"= {await Text(page, "passes-squarem")}");
        await Has(page, "right-worked", $"= {await Text(page, "right")}");
        var state = "1, 2, -31.8";
        await Has(page, "digest-worked", $"…, {state}");
        foreach (var (cell, worked) in new[] { (0, "theta[0] = "), (2, "= -31.570"), (3, "converged: "), (5, "theta[1] = ") })
        {
            await page.Locator("#tried button.number").Nth(cell).ClickAsync();
            await Has(page, "tried-worked", worked);
        }
    }

    [BrowserFact]
    public async Task EM_goes_on_to_its_end_by_one_click()
    {
        var page = await served.OpenAsync();
        await Press(page, "lesson-points", "finish");
        await Has(page, "iteration", "58"); // as em fit with the same start
        Assert.Equal(["2.90", "6.76"], await Means(page, "estimate"));
        Assert.True(await At(page, "finish").IsDisabledAsync());
    }

    [BrowserFact]
    public async Task Ones_own_points_are_the_data()
    {
        var page = await served.OpenAsync();
        await Press(page, "lesson-points", "own-points");
        var box = (await At(page, "line").BoundingBoxAsync())!;
        foreach (var (colour, share) in new[] { (0, .2f), (0, .3f), (0, .35f), (1, .6f), (1, .7f), (1, .75f) })
        {
            await Press(page, $"take-{colour}");
            await At(page, "line")
                .ClickAsync(
                    new()
                    {
                        Position = new() { X = box.Width * share, Y = 20 },
                    }
                );
        }
        var points = page.Locator("[aria-label='Your points'] .label");
        await Assertions.Expect(points).ToHaveCountAsync(6);
        await Has(page, "put", "EM has your 6 points.");
        await points.First.ClickAsync();
        await Assertions.Expect(points).ToHaveCountAsync(5);
        Assert.Equal("5 labels", $"{await Text(page, "left")} labels");
        await Press(page, "e", "m", "e", "m");
        Assert.Equal("em fit normal-mixture rows.csv", (await Text(page, "call")).Split(" --start")[0]);
        Assert.Contains($"trace digest {await Text(page, "digest")}", await Printed(page));

        await Press(page, "clear");
        await Has(page, "put", "EM waits for two points that differ");
        Assert.Equal(["2.81", "6.97"], await Means(page, "known"));
    }

    [BrowserFact]
    public async Task The_floor_touches_and_is_left_below()
    {
        var page = await served.OpenAsync();
        await Has(page, "height", "There is no floor yet");
        await Press(page, "floor-e");
        await Has(page, "height", "The floor touches the log-likelihood at -33.0939.");
        await Press(page, "floor-m");
        var told = await Tool.PrintedAsync("explain", "coins", "@do-batzoglou", "--start", "{\"theta\":[0.6,0.5]}");
        var story = string.Join(' ', told.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var said = (await Text(page, "height"))["Where EM is now the ".Length..];
        Assert.Contains($"At the new parameters the {said.Replace("above it, at", "above it, at")}", story);
        await Press(page, "floor-height");
        await Has(page, "floor-height-worked", $"= {await Text(page, "floor-height")}");
        await Press(page, "floor-back");
        await Has(page, "height", "touches");
    }
}
