using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using EmFunctional.Browsing;
using EmFunctional.Playground.Tests.Support;
using EmFunctional.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace EmFunctional.Playground.Tests;

/// <summary>What is wrong with a file or a request, said on the page in the words of the tool.</summary>
public sealed class FileFaultTests(ServedPage served) : IClassFixture<ServedPage>, IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [BrowserFact]
    public async Task Every_fault_of_a_file_is_said_as_the_tool_says_it()
    {
        var page = await served.OpenAsync();
        foreach (var fault in CsvFaults.All)
        {
            var (text, column, message) = ((string)fault[0], (string)fault[1], (string)fault[2]);
            await Take(page, "data.csv", text);
            await page.FillAsync("#own-components", "3");
            if (column.Length > 0)
                await page.CheckAsync($".columns label:has-text('{column}') input");
            // The tool adds how its options mend it.
            var said = await Said(page);
            Assert.StartsWith(said, message);
            Assert.InRange(said.Length, message.Split(" with --")[0].Length, message.Length);
        }
    }

    [BrowserFact]
    public async Task Every_fault_of_its_columns_is_said_too()
    {
        var page = await served.OpenAsync();
        foreach (var fault in CsvFaults.OfColumns)
        {
            await Take(page, "test.csv", (string)fault[0]);
            await page.SelectOptionAsync("#own-model", "gaussian-mixture");
            Assert.Equal((string)fault[1], await Said(page));
        }

        await Take(page, "test.csv", "w,l\n1,a\n2,b");
        await page.SelectOptionAsync("#own-weights", "w");
        await page.SelectOptionAsync("#own-labels", "l");
        Assert.Equal(
            "test.csv: no column is left to read: w, l are for weights or labels, left out, or without a name; choose one by name",
            await Said(page)
        );
    }

    [BrowserFact]
    public async Task Bytes_that_are_no_text_are_refused_where_text_is_read()
    {
        var page = await served.OpenAsync();
        var file = Path.Combine(_folder, "t.csv");
        await File.WriteAllBytesAsync(file, Encoding.Latin1.GetBytes("symbol\nu\nü\nä\n"));
        await page.SetInputFilesAsync("#file", file);
        await Assertions.Expect(page.Locator("#own-status")).ToHaveTextAsync("The data are at hand.");
        await page.SelectOptionAsync("#own-model", "hmm");
        var said = (await Said(page)).Split('\n')[0];
        Assert.Equal("t.csv:3:1: '\uFFFD' in a cell that is read as text must be text in UTF-8; correct this cell", said);
        Assert.Contains(said, (await Tool.RunAsync("fit", "hmm", file)).Said);
    }

    [BrowserTheory]
    [InlineData("9")]
    [InlineData("none")]
    public async Task What_is_wrong_with_a_request_is_said_as_the_tool_says_it(string components)
    {
        var page = await served.OpenAsync();
        var file = await Take(page, "two.csv", "a\n1\n2\n");
        await page.FillAsync("#own-components", components);
        var said = await Said(page);
        var printed = (await Tool.RunAsync("fit", "normal-mixture", file, "-k", components)).Said;
        Assert.All(said.Split('\n'), error => Assert.Contains(error, printed));
    }

    async Task<string> Take(IPage page, string name, string text)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file, text);
        await page.SetInputFilesAsync("#file", file);
        await Assertions.Expect(page.Locator("#own-file")).ToHaveTextAsync(name);
        await Assertions.Expect(page.Locator("#own-status")).ToHaveTextAsync("The data are at hand.");
        return file;
    }

    // What is said of a fit: a line for each fault.
    static async Task<string> Said(IPage page)
    {
        await page.ClickAsync("#own-fit");
        await page.Locator(".own-error").First.WaitForAsync();
        return string.Join('\n', await page.Locator(".own-error").AllInnerTextsAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
