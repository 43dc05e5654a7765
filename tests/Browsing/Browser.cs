using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Browsing;

/// <summary>A real Chromium.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>The Chromium of this machine, if it has one.</summary>
    public static string? Executable { get; } =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>How long to wait for what must come, ms: other tests keep the machine busy. BROWSER_PATIENCE says otherwise.</summary>
    public static int Patience { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("BROWSER_PATIENCE"), out var given) ? given : 120_000;

    IPlaywright? _playwright;
    IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Executable is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox"] });
    }

    /// <summary>An empty page.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="colours">Light or dark.</param>
    /// <param name="hasTouch">Whether it is touched, too.</param>
    public async Task<IPage> NewAsync(int width = 1280, ColorScheme colours = ColorScheme.Light, bool hasTouch = false)
    {
        var context = await _browser!.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = colours,
                HasTouch = hasTouch,
            }
        );
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return page;
    }

    /// <summary>What its console says that should not be there, from now on.</summary>
    public static List<string> Complaints(IPage page)
    {
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        return complaints;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}

/// <summary>A test that needs a browser. Where there is none it is skipped; the build machine installs one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Executable is null)
            Skip = "there is no Chromium on this machine";
    }
}

/// <summary>The same with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (Browser.Executable is null)
            Skip = "there is no Chromium on this machine";
    }
}
