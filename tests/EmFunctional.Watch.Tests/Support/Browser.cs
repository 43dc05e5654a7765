using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Watching.Tests.Support;

/// <summary>A real Chromium.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>The Chromium of this machine, if it has one.</summary>
    public static string? Executable { get; } =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>How long to wait for the page, ms: other tests keep the machine busy.</summary>
    public const int Patience = 120_000;

    IPlaywright? _playwright;
    IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Executable is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox"] });
    }

    /// <summary>A page, and what its console says that should not be there.</summary>
    public async Task<(IPage Page, List<string> Complaints)> OpenAsync(
        string address,
        int width = 1280,
        ColorScheme colours = ColorScheme.Light
    )
    {
        var context = await _browser!.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = colours,
            }
        );
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        await page.GotoAsync(address);
        await page.Locator(".run").First.WaitForAsync();
        return (page, complaints);
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
