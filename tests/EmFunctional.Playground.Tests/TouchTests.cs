using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using EmFunctional.Playground.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests;

/// <summary>The page under a finger, as narrow as a telephone; and by the keyboard alone.</summary>
public class TouchTests(ServedPage served) : IClassFixture<ServedPage>
{
    static ILocator At(IPage page, string id) => page.Locator($"[id='{id}']");

    static ILocatorAssertions Expect(IPage page, string id) => Assertions.Expect(At(page, id));

    static async Task Tap(IPage page, params string[] ids)
    {
        foreach (var id in ids)
            await At(page, id).TapAsync();
    }

    static async Task<string[]> Means(IPage page, string id) =>
        [.. (await page.Locator($"#{id} tbody tr:has(th:text-is('mean')) td").AllInnerTextsAsync()).Select(text => text.Trim())];

    [BrowserFact]
    public async Task A_finger_colours_drags_and_steps()
    {
        var page = await served.OpenAsync(400, hasTouch: true);
        await Tap(page, "lesson-points");
        await Assertions.Expect(page.Locator("[aria-label='Labels'] .label")).ToHaveCountAsync(40);
        var known = await Means(page, "known");
        await page.Locator("[aria-label='Labels'] .label").First.TapAsync();
        Assert.NotEqual(known, await Means(page, "known"));

        await page.Locator("[aria-label='Labels to strike out'] .label").First.TapAsync();
        await Expect(page, "left").ToHaveTextAsync("39");
        await Tap(page, "keep");
        await Assertions.Expect(page.Locator("#keep")).ToBeCheckedAsync();
        await Tap(page, "keep");

        await DragAsync(page, "mean[0]", from: 1.1, to: 5);
        var moved = double.Parse(await At(page, "mean[0]").InputValueAsync(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(moved, 4.5, 5.5);
        await Expect(page, "ending").ToContainTextAsync("It ends after");

        await Tap(page, "e", "m", "e", "m", "back", "kmeans", "equation", "objective");
        await Expect(page, "iteration").ToHaveTextAsync("1");
        await Expect(page, "objective-worked").ToContainTextAsync("log-likelihood =");
        await page.Locator("#middles button.number").First.TapAsync();
        await Expect(page, "middles-worked").ToContainTextAsync("middle[0] = ");
        await Tap(page, "floor-m", "try", "race");
        await Expect(page, "iteration").ToHaveTextAsync("2");
        await Assertions.Expect(page.Locator("#tried tbody tr")).ToHaveCountAsync(5);
        await Expect(page, "raced").ToContainTextAsync("SQUAREM passes");
        await Tap(page, "play");
        await Expect(page, "play").ToHaveTextAsync("Pause");
        await Tap(page, "play");
        await Expect(page, "play").ToHaveTextAsync("Play");
    }

    [BrowserFact]
    public async Task A_finger_puts_points_and_takes_them_away()
    {
        var page = await served.OpenAsync(400, hasTouch: true);
        await Tap(page, "lesson-points", "own-points");
        var (line, points) = (At(page, "line"), page.Locator("[aria-label='Your points'] .label"));
        var width = (await line.BoundingBoxAsync())!.Width;
        foreach (var (colour, share) in new[] { (0, .3f), (0, .35f), (1, .7f) })
        {
            await Tap(page, $"take-{colour}");
            await line.TapAsync(
                new()
                {
                    Position = new() { X = width * share, Y = 20 },
                }
            );
        }
        await Assertions.Expect(points).ToHaveCountAsync(3);
        await Expect(page, "put").ToContainTextAsync("EM has your 3 points");
        await points.Last.TapAsync();
        await Assertions.Expect(points).ToHaveCountAsync(2);
        await Tap(page, "draw", "e", "m");
        await Assertions.Expect(points).ToHaveCountAsync(12);
        await Expect(page, "iteration").ToHaveTextAsync("1");
        await Tap(page, "given-points");
        Assert.Equal(["2.81", "6.97"], await Means(page, "known"));
    }

    [BrowserFact]
    public async Task The_keyboard_does_all_of_it()
    {
        var page = await served.OpenAsync();
        async Task Key(ILocator at, params string[] keys)
        {
            await at.FocusAsync();
            foreach (var key in keys)
                await page.Keyboard.PressAsync(key);
        }

        await Key(At(page, "lesson-points"), "Enter");
        await Key(At(page, "own-points"), "Space");
        await Key(At(page, "line"), "Enter", "ArrowRight", "Enter", "End", "Enter");
        var points = page.Locator("[aria-label='Your points'] .label");
        await Assertions.Expect(points).ToHaveCountAsync(3);
        await Expect(page, "put").ToContainTextAsync("at 12. EM has your 3 points.");
        await Key(points.Nth(1), "Enter");
        await Assertions.Expect(points).ToHaveCountAsync(2);
        await Key(At(page, "given-points"), "Enter");

        await Key(page.Locator("[aria-label='Labels to strike out'] .label").First, "Space");
        await Expect(page, "left").ToHaveTextAsync("39");
        await Key(At(page, "e"), "Enter");
        await Key(At(page, "m"), "Space");
        await Expect(page, "iteration").ToHaveTextAsync("1");
        await Key(At(page, "kmeans"), "Enter");
        await Key(page.Locator("#middles button.number").First, "Enter");
        await Expect(page, "middles-worked").ToContainTextAsync("the mean of the rows");
        await Key(At(page, "right"), "Enter");
        await Expect(page, "right-worked").ToContainTextAsync("right = ");
        await Key(At(page, "digest"), "Enter");
        await Expect(page, "digest-worked").ToContainTextAsync("SHA-256(");

        // From the top, Tab comes to the handles of the guess.
        await At(page, "strike-all").FocusAsync();
        for (var tab = 0; tab < 4; tab++)
            await page.Keyboard.PressAsync("Tab");
        Assert.Equal("mean[0]", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    // A finger on the handle of a slider, moved along it.
    static async Task DragAsync(IPage page, string id, double from, double to)
    {
        const int Handle = 32;
        await At(page, id).ScrollIntoViewIfNeededAsync();
        var box = (await At(page, id).BoundingBoxAsync())!;
        var (least, most) = (-2.0, 12.0);
        double X(double value) => box.X + Handle / 2 + (value - least) / (most - least) * (box.Width - Handle);
        var finger = await page.Context.NewCDPSessionAsync(page);
        Task Send(string type, params object[] points) =>
            finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });
        object Point(double value) => new { x = X(value), y = box.Y + box.Height / 2 };
        await Send("touchStart", Point(from));
        for (var step = 1; step <= 5; step++)
            await Send("touchMove", Point(from + (to - from) * step / 5));
        await Send("touchEnd");
    }
}
