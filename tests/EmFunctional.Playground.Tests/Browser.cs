using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests;

/// <summary>The page in a real Chromium, served as <c>dotnet run</c> serves it, or from where PLAYGROUND_ADDRESS says, such as a published one.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>The Chromium of this machine, if it has one.</summary>
    public static string? Executable { get; } =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>How long to wait for the page, ms: other tests keep the machine busy.</summary>
    public const int Patience = 60_000;

    readonly string _configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}")
        ? "Release"
        : "Debug";
    Process? _server;
    IPlaywright? _playwright;
    IBrowser? _browser;

    /// <summary>Where the page is served.</summary>
    public string Address { get; private set; } = "";

    static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "EmFunctional.sln")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }

    public async Task InitializeAsync()
    {
        if (Executable is null)
            return;
        Address = Environment.GetEnvironmentVariable("PLAYGROUND_ADDRESS") ?? await ServeAsync();
        _playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox"] });
    }

    async Task<string> ServeAsync()
    {
        string[] run = ["run", "--no-build", "--no-launch-profile", "-c", _configuration, "--project", "src/EmFunctional.Playground"];
        _server = Process.Start(
            new ProcessStartInfo("dotnet", [.. run, "--urls", "http://127.0.0.1:0"])
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
            }
        )!;
        var address = "";
        while (address.Length == 0 && await _server.StandardOutput.ReadLineAsync() is { } line)
            if (line.Split("listening on: ") is [_, var said])
                address = said.Trim();
        _ = _server.StandardOutput.ReadToEndAsync();
        return address;
    }

    /// <summary>The page, ready to be used.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, ColorScheme colours = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = colours,
            }
        );
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync(Address);
        await page.Locator("#e").WaitForAsync();
        await page.Locator("#file:enabled").WaitForAsync();
        return page;
    }

    /// <summary>What the tool prints.</summary>
    public static async Task<string> ToolAsync(params string[] arguments)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "em.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [tool, .. arguments]) { RedirectStandardOutput = true })!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return printed;
    }

    /// <summary>What the tool says of a call that it refuses, with the lines of a paragraph joined.</summary>
    public static async Task<string> ToolErrorsAsync(params string[] arguments)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "em.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [tool, .. arguments]) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        _server?.Kill(entireProcessTree: true);
        _server?.Dispose();
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
