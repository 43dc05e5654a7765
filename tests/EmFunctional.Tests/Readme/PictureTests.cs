using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Readme;

/// <summary>The pictures of the pages are those that the commands of tests/pictures.sh draw.</summary>
public class PictureTests
{
    [Fact]
    public void The_pictures_of_the_pages_are_current()
    {
        using var tool = new Tool();
        foreach (
            var line in File.ReadLines(Repository.PathTo("tests/pictures.sh"))
                .Where(line => line.StartsWith("em ", StringComparison.Ordinal))
        )
        {
            // Words, of which some are in quotes.
            var words = Regex.Matches(line, "'([^']*)'|[^ ']+").Select(word => word.Groups[1].Success ? word.Groups[1].Value : word.Value);
            var result = tool.Run([.. words.Skip(1)]);
            Assert.True(result.ExitCode == 0, $"{line}\n{result.Error}");
        }
        var kept = Directory.EnumerateFiles(Repository.PathTo("snapshots/pictures")).Order(StringComparer.Ordinal).ToArray();
        var drawn = tool.Files.Where(file => file.EndsWith(".svg", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(drawn);
        Assert.Equal(kept.Select(Path.GetFileName), drawn.Select(Path.GetFileName));
        Assert.All(
            kept.Zip(drawn),
            pair =>
                Assert.True(
                    File.ReadAllText(pair.Item1) == File.ReadAllText(pair.Item2),
                    $"{Path.GetFileName(pair.Item1)} is not what is drawn now; look at what tests/pictures.sh draws"
                )
        );
    }

    [Fact]
    public void The_pages_show_every_picture_and_each_is_small()
    {
        var shown = Page
            .All.SelectMany(page => page.Links)
            .Where(link => link.File.Contains("snapshots/pictures/", StringComparison.Ordinal))
            .Select(link => Path.GetFileName(link.File))
            .Order(StringComparer.Ordinal);
        var files = new DirectoryInfo(Repository.PathTo("snapshots/pictures")).GetFiles();
        Assert.Equal(files.Select(file => file.Name).Order(StringComparer.Ordinal), shown.Distinct());
        Assert.All(files, file => Assert.InRange(file.Length, 1000, 200_000));
    }
}
