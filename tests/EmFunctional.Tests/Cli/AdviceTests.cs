using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Cli;

/// <summary>The library speaks of no option of the tool; the tool names those that help, and none that the model at hand lacks.</summary>
public sealed class AdviceTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("Core")]
    [InlineData("Shell")]
    [InlineData("Pictures")]
    [InlineData("Testing")]
    public void The_library_names_no_option_and_no_verb(string part)
    {
        var folder = Repository.PathTo($"src/EmFunctional.{part}");
        var texts =
            from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            where Regex.IsMatch(line, "\".*(--[a-z]|'em [a-z]).*\"")
            select $"{Path.GetFileName(file)}: {line.Trim()}";
        Assert.Empty(texts);
    }

    public static TheoryData<string, string> Models =>
        new()
        {
            { "coins(components=3)", "(--start, --starts, -k)" },
            { "normal-mixture(components=2)", "(--start, --starts, -k)" },
            { "gaussian-mixture(components=2,on-degenerate=fail)", "(--start, --starts, -k, --on-degenerate)" },
            { "gaussian-mixture(components=1,on-degenerate=fail)", "(--on-degenerate)" },
        };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_collapse_is_advised_on_by_what_the_model_has(string model, string advice) =>
        Assert.EndsWith($"ask for fewer {advice}", new EmError.Degenerate(0, 1.5, 0).Advised(Named(model)), StringComparison.Ordinal);

    [Fact]
    public void One_normal_distribution_is_not_advised_to_be_fewer() =>
        Assert.EndsWith(
            "its likelihood has no maximum; where there are several components, start elsewhere or ask for fewer",
            new EmError.Degenerate(0, 1.5, 0).Advised(Named("normal-mixture(components=1)")),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_column_without_a_name_is_called_the_column()
    {
        Assert.Equal("nothing of the column was observed; leave it out, or choose another column", new EmError.AllMissing("").ToString());
        Assert.StartsWith("all values of the column are 4;", new EmError.AllEqual("", 4).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "3 components, but no rows of data; give at least one of them")]
    [InlineData(1, "3 components, but only 1 row of data; ask for 1")]
    [InlineData(2, "3 components, but only 2 rows of data; ask for at most 2")]
    public void Too_many_components_are_counted(int count, string text) =>
        Assert.Equal(text, new EmError.TooManyComponents(3, count).ToString());

    [Fact]
    public void A_number_of_starts_is_no_start() =>
        Assert.Equal(
            (
                2,
                "start '20' must be JSON by the names of parameters, or a file of it; so many starts are drawn by --starts; choose another value\n"
            ),
            Refused("fit", "coins", "@do-batzoglou", "--start", "20")
        );

    [Fact]
    public void Several_numbers_of_components_are_for_select() =>
        Assert.Equal(
            (
                2,
                "components '2-5' must be a whole number, 1 or more; choose another value; 'em select' compares several numbers of components\n"
            ),
            Refused("fit", "coins", "@do-batzoglou", "-k", "2-5")
        );

    [Theory]
    [InlineData(
        "select coins @do-batzoglou -k 2-",
        "components '2-' must be whole numbers from 1, such as 1-9 or 2,3,5; choose another value\n"
    )]
    [InlineData("", "a verb is missing, such as fit or explain\nsee 'em --help'\n")]
    [InlineData("fit coins", "DATA is missing\nsee 'em fit --help'\n")]
    [InlineData("explain coins @do-batzoglou --iterations", "--iterations needs a value\nsee 'em explain --help'\n")]
    public void Calls_that_lack_something_say_what(string call, string message) =>
        Assert.Equal((2, message), Refused(call.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void What_is_no_journal_is_told_before_the_data_that_are_missing()
    {
        _tool.Write("a.csv", "x\n1\n2\n");
        Assert.Equal((2, "a.csv: line 1, byte 1: JSON cannot be read; the lines before can be used\n"), Refused("verify", "a.csv"));
        Assert.Equal((2, "none.clef: there is no such file; check the path\n"), Refused("resume", "none.clef"));
        Assert.Equal(0, _tool.Run(["fit", "coins", "@do-batzoglou", "--journal", "run.clef", "--quiet"]).ExitCode);
        Assert.Equal((2, "DATA is missing\nsee 'em verify --help'\n"), Refused("verify", "run.clef"));
    }

    [Fact]
    public void A_score_has_rows_and_their_weight()
    {
        _tool.Write("w.csv", "y,w\n1,2\n4,0.5\n,1\n9,3\n");
        string[] data = ["w.csv", "--column", "y", "--weight-column", "w"];
        Assert.Equal(0, _tool.Run(["fit", "poisson-mixture", .. data, "--save", "m.json", "--quiet"]).ExitCode);
        var score = _tool.Run(["score", "m.json", .. data, "--format", "csv"]).Out.Split('\n');
        var cells = score[0].Split(',').Zip(score[1].Split(','), (name, value) => $"{name}={value}").ToArray();
        Assert.Contains("rows=4", cells);
        Assert.Contains("weight=5.5", cells);
    }

    (int, string) Refused(params string[] arguments)
    {
        var result = _tool.Run(arguments);
        return (result.ExitCode, result.Error);
    }

    static ModelName Named(string text) =>
        new(
            text.Split('(')[0],
            text.Split('(')[1]
                .TrimEnd(')')
                .Split(',')
                .Select(option => new ModelOption(option.Split('=')[0], option.Split('=')[1]))
                .ToArray()
        );
}
