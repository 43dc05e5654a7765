using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Readme;

/// <summary>What README.md and the page of the code promise of their programs.</summary>
[Collection("alone")]
public class ReadmeTests
{
    static readonly Page _readme = new("README.md");
    static readonly Page _code = new("src/README.md");

    [Fact]
    public void The_readme_is_short() => Assert.InRange(_readme.Text.Count(letter => letter == '\n'), 50, 150);

    [Fact]
    public void The_commands_are_the_ones_that_CI_runs()
    {
        var commands = _readme.Blocks("sh").Single().Split('\n');
        Assert.Equal(2, commands.Length);
        Assert.Contains("README.md", File.ReadAllText(Repository.PathTo(".ci/run")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_command_prints_what_the_readme_says()
    {
        using var tool = new Tool();
        var call = _readme.Blocks("sh").Single().Split('\n')[0].Split(" -- ")[1];
        Assert.Equal(_readme.Blocks("text").First() + "\n", tool.Done(call.Split(' ')).Out);
    }

    [Fact]
    public async Task The_ten_lines_print_what_the_readme_says()
    {
        var program = _readme.Blocks("csharp").First();
        Assert.Equal(10, program.Split('\n').Length);
        var printed = (await PageProgram.Run(program)).Split('\n');
        Assert.Equal(_readme.Blocks("text").ElementAt(1), string.Join('\n', printed.Where(line => !line.StartsWith('['))));
        Assert.Equal(11, printed.Count(line => line.Contains("log-likelihood", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_ten_lines_with_a_log_print_what_the_readme_says()
    {
        var program = _readme.Blocks("csharp").ElementAt(1);
        Assert.InRange(program.Split('\n').Length, 1, 10);
        Assert.EndsWith("// prints: " + (await PageProgram.Run(program)).Trim(), program, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_ones_own_prints_what_its_page_says_and_obeys_the_laws()
    {
        var program = _code.Blocks("csharp").Single();
        Assert.Equal(File.ReadAllText(Repository.PathTo("src/Examples/BloodGroups/Program.cs")).TrimEnd(), program);
        var printed = await PageProgram.Run(program);
        Assert.StartsWith(
            _code.Blocks("text").Last() + "\nEM laws of blood-groups, seed 1: 15 hold, 9 left out, 0 broken",
            printed,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_programs_on_streams_run()
    {
        var printed = await PageProgram.Run(string.Join('\n', new Page("src/EmFunctional.Shell/README.md").Blocks("csharp")));
        Assert.Contains("converged: aitken", printed, StringComparison.Ordinal);
        Assert.Contains("trace digest", printed, StringComparison.Ordinal);
    }
}
