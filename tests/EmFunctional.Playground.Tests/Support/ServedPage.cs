using System.Threading.Tasks;
using EmFunctional.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests.Support;

/// <summary>The page in a real Chromium, served as <c>dotnet run</c> serves it, or from where PLAYGROUND_ADDRESS says, such as a published one.</summary>
public sealed class ServedPage : IAsyncLifetime
{
    readonly Browser _browser = new();
    DevServer? _server;

    /// <summary>Where the page is served.</summary>
    public string Address { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Browser.Executable is null)
            return;
        await _browser.InitializeAsync();
        Address = Environment.GetEnvironmentVariable("PLAYGROUND_ADDRESS") is { Length: > 0 } given
            ? given
            : (_server = await DevServer.StartAsync("src/EmFunctional.Playground")).Address;
    }

    /// <summary>The page, ready to be used.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, ColorScheme colours = ColorScheme.Light, bool hasTouch = false)
    {
        var page = await _browser.NewAsync(width, colours, hasTouch);
        await page.GotoAsync(Address);
        await ReadyAsync(page);
        return page;
    }

    /// <summary>Waits until the page can be used.</summary>
    public static async Task ReadyAsync(IPage page)
    {
        await page.Locator("#e").WaitForAsync();
        await page.Locator("#file:enabled").WaitForAsync();
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _server?.Dispose();
    }
}
