using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Architecture;

/// <summary>The table of what each package brings is what the projects say.</summary>
public class PackageTableTests
{
    [Fact]
    public void The_page_has_the_table_of_the_projects()
    {
        var table = string.Join('\n', Packages().Select(package => $"| `{package.Id}` | {package.Ours} | {package.Others} |"));
        var page = File.ReadAllText(Repository.PathTo("src/README.md")).ReplaceLineEndings("\n");
        Assert.True(page.Contains($"|---|---|---|\n{table}\n\n", StringComparison.Ordinal), $"src/README.md lacks the table\n\n{table}\n");
    }

    static IEnumerable<(string Id, string Ours, string Others)> Packages()
    {
        var projects = Directory
            .EnumerateFiles(Repository.PathTo("src"), "EmFunctional.*.csproj", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Project: XDocument.Load(path)))
            .Where(project => (string?)project.Project.Descendants("IsPackable").FirstOrDefault() == "true")
            .ToArray();
        var ids = projects.ToDictionary(
            project => project.Name,
            project => (string?)project.Project.Descendants("PackageId").FirstOrDefault() ?? project.Name
        );
        return projects
            .OrderBy(project => ids[project.Name], StringComparer.Ordinal)
            .Select(project =>
                IsWhole(project.Project)
                    ? (ids[project.Name], "nothing: all is within", "")
                    : (
                        ids[project.Name],
                        Listed(Needed(project.Project, "ProjectReference").Select(path => ids[Path.GetFileNameWithoutExtension(path)])),
                        Listed(Needed(project.Project, "PackageReference"))
                    )
            );
    }

    // A tool carries what it needs, and templates need nothing.
    static bool IsWhole(XDocument project) =>
        (string?)project.Descendants("PackAsTool").FirstOrDefault() == "true" || project.Descendants("PackageType").Any();

    static IEnumerable<string> Needed(XDocument project, string kind) =>
        project
            .Descendants(kind)
            .Where(item => (string?)item.Attribute("PrivateAssets") != "all")
            .Select(item => (string)item.Attribute("Include")!);

    static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"`{name}`"));
}
