using System.Collections.Generic;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using Microsoft.Playwright;

namespace EmFunctional.Watching.Tests.Support;

/// <summary>The page of runs in a browser.</summary>
static class RunPage
{
    /// <summary>The page, and what its console says that should not be there.</summary>
    public static async Task<(IPage Page, List<string> Complaints)> OpenAsync(
        this Browser browser,
        string address,
        int width = 1280,
        ColorScheme colours = ColorScheme.Light
    )
    {
        var page = await browser.NewAsync(width, colours);
        var complaints = Browser.Complaints(page);
        await page.GotoAsync(address);
        await page.Locator(".run").First.WaitForAsync();
        return (page, complaints);
    }
}
