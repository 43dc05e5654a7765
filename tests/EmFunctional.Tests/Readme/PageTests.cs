using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Readme;

/// <summary>Every program and every call of the tool on every page is run, and every link leads somewhere.</summary>
[Collection("alone")]
public class PageTests
{
    // A page of the tool's manual speaks of what these hold.
    static readonly string _usings = string.Concat(
        new[]
        {
            "",
            ".Chains",
            ".Families",
            ".Families.Gaussian",
            ".Mixtures",
            ".Models",
            ".Models.GaussianMixture",
            ".Models.GaussianMixture.Data",
            ".Models.GaussianMixture.Form",
            ".Models.Linkage",
            ".Numerics",
            ".Saving",
            ".Tables",
            ".Testing",
        }.Select(space => $"using EmFunctional{space};\n")
    );

    public static TheoryData<string> WithPrograms() =>
        [.. Page.All.Where(page => page.Path != "README.md" && page.Blocks("csharp").Any()).Select(page => page.Path)];

    public static TheoryData<string> WithCalls() => [.. Page.All.Where(page => page.Calls.Any()).Select(page => page.Path)];

    public static TheoryData<string> Pages() => [.. Page.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(WithPrograms))]
    public async Task The_programs_of_a_page_run(string path)
    {
        var page = new Page(path);
        var program = string.Join('\n', page.Blocks("csharp"));
        var printed = await PageProgram.Run(
            path.StartsWith("src/EmFunctional.Core/Pages/", StringComparison.Ordinal) ? _usings + program : program,
            folder => PageFiles.Write(page, folder)
        );
        if (path == "src/EmFunctional.Shell/Journal/README.md")
            Assert.Equal(page.Blocks("text").Single(), printed);
    }

    [Theory]
    [MemberData(nameof(WithCalls))]
    public void The_calls_of_a_page_succeed(string path)
    {
        var page = new Page(path);
        using var tool = new Tool();
        PageFiles.Write(page, tool.Folder);
        foreach (var call in PageFiles.CallsBefore(page))
            tool.Done(call);
        foreach (var call in page.Calls)
        {
            var result = tool.Run(call);
            Assert.True(result.ExitCode == 0, $"em {string.Join(' ', call)}: {result.ExitCode}: {result.Error}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string path)
    {
        foreach (var (file, heading) in new Page(path).Links)
        {
            var to = file.Length == 0 ? path : Path.Combine(Path.GetDirectoryName(path)!, file);
            Assert.True(Path.Exists(Repository.PathTo(to)), $"{path} links to {file}, which is not there");
            if (heading.Length > 0)
                Assert.Contains(heading, new Page(to).Headings);
        }
    }
}
