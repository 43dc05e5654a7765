using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Mixtures of every kind of rows that stay in their file: the same data, starts and iterates as in memory.</summary>
public sealed class MixtureBlocksTests : IDisposable
{
    const int Rows = 9000;

    readonly Tool _tool = new();

    public MixtureBlocksTests()
    {
        _tool.Write("data.csv", "x,count,level,weight\n" + string.Join('\n', Enumerable.Range(0, Rows).Select(Row)) + "\n");
        Assert.Equal(0, _tool.Run("convert", "data.csv", "-o", "data.npy").ExitCode);
    }

    public void Dispose() => _tool.Dispose();

    // Every tenth number or so is missing, but for weights.
    static string Row(int i)
    {
        var seed = new Seed(5).Split(i);
        string Cell(int part, string text) => seed.Uniform(part) < 0.1 ? "" : text;
        var right = i % 3 == 0;
        return string.Join(
            ',',
            Cell(1, NumberText.Shortest(seed.Normal(11) + (right ? 4 : 0))),
            Cell(2, $"{(int)(seed.Uniform(12) * (right ? 12 : 5))}"),
            Cell(3, $"{(int)(seed.Uniform(13) * (right ? 2 : 3))}"),
            $"{1 + i % 4}"
        );
    }

    [Theory]
    [InlineData("normal-mixture --column column1")]
    [InlineData("normal-mixture --column column1 --init random-quantiles --weight-column column4 --starts 3 --seed 7")]
    [InlineData("poisson-mixture --column column2")] // of each different count once
    [InlineData("poisson-mixture --column column2 --label-column column3 -k 3")]
    [InlineData("gaussian-mixture --columns column1,column2 -k 2")] // with holes, in the order of patterns
    [InlineData("gaussian-mixture --columns column1,column2 -k 1 --weight-column column4")]
    [InlineData("gaussian-mixture --columns column1,column2 -k 2 --form diagonal --init random-rows --seed 3")]
    [InlineData("mixture --family normal(column1)*negative-binomial(column2) -k 2 --init k-means++ --seed 3")]
    [InlineData("mixture --family normal(column1)*categorical(column3) -k 2 --init random-responsibilities --seed 3")]
    [InlineData("mixture --family linear-regression(column1,column4) -k 2 --init random-labels --seed 3")]
    [InlineData("mixture --family multivariate-normal(column1,column2) -k 2")]
    public void A_mixture_is_fitted_in_blocks_to_the_same_bits(string call)
    {
        string[] fit = ["fit", .. call.Split(' '), "--stop", "iterations(3)", "--quiet", "--format", "json"];
        fit = [fit[0], fit[1], "data.npy", .. fit[2..]];
        Assert.Equal(_tool.Done(fit).Out, _tool.Done([.. fit, "--read", "blocks"]).Out);
    }

    // Levels that are written as texts, as numbers in several ways, and as both; some cells are missing.
    void WriteTexts() =>
        _tool.Write(
            "texts.csv",
            "x,colour,size\n"
                + string.Join('\n', Enumerable.Range(0, Rows).Select(i => $"{i % 7},{_colours[i % 11]},{_sizes[i * i % 5]}"))
                + "\n"
        );

    static readonly string[] _colours = ["red", "blue", "red", "", "darkblue", "NA", "green", "blue", "red", "green", "blue"];

    static readonly string[] _sizes = ["1", "1.0", "2", "L", "?"];

    [Theory]
    [InlineData("--family normal(x)*categorical(colour)")]
    [InlineData("--family categorical(size)*poisson(x)*categorical(colour) --missing ?")]
    [InlineData("--family categorical --column colour")]
    [InlineData("--family categorical --without x,size")]
    [InlineData("--family categorical(colour,levels=red|blue|green|darkblue)")]
    public void Columns_of_texts_are_the_same_levels_in_blocks(string call)
    {
        WriteTexts();
        string[] fit =
        [
            "fit",
            "mixture",
            "texts.csv",
            "-k",
            "2",
            .. call.Split(' '),
            "--init",
            "random-responsibilities",
            "--stop",
            "iterations(3)",
            "--quiet",
            "--format",
            "json",
        ];
        var (memory, blocks) = (_tool.Run(fit), _tool.Run([.. fit, "--read", "blocks"]));
        Assert.Equal((memory.ExitCode, memory.Out), (blocks.ExitCode, blocks.Out));
    }

    [Fact]
    public void A_run_over_texts_in_blocks_is_resumed_and_proved_in_either_way()
    {
        WriteTexts();
        string[] fit = ["fit", "mixture", "texts.csv", "--family", "normal(x) * categorical(colour)", "-k", "2", "--stop", "iterations(4)"];
        _tool.Done([.. fit, "--read", "blocks", "--journal", "run.clef"]);
        Assert.StartsWith("identical, 4 iterations", _tool.Done("verify", "run.clef", "texts.csv").Out, StringComparison.Ordinal);
        _tool.Done("resume", "run.clef", "texts.csv", "--read", "blocks", "--stop", "iterations(6)");
        Assert.StartsWith(
            "identical, 2 runs",
            _tool.Done("verify", "run.clef", "texts.csv", "--read", "blocks").Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_text_that_is_none_of_the_levels_is_named()
    {
        WriteTexts();
        var result = _tool.Run(
            "fit",
            "mixture",
            "texts.csv",
            "--family",
            "categorical(colour, levels=red|blue)",
            "--read",
            "blocks",
            "--quiet"
        );
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.StartsWith("unknown level of colour '", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_in_blocks_is_resumed_and_proved_in_either_way()
    {
        string[] fit = ["fit", "mixture", "data.csv", "--family", "normal(x) * poisson(count)", "-k", "2", "--stop", "iterations(4)"];
        _tool.Done([.. fit, "--read", "blocks", "--journal", "run.clef"]);
        Assert.StartsWith("identical, 4 iterations", _tool.Done("verify", "run.clef", "data.csv").Out, StringComparison.Ordinal);
        _tool.Done("resume", "run.clef", "data.csv", "--read", "blocks", "--stop", "iterations(6)");
        Assert.StartsWith(
            "identical, 2 runs",
            _tool.Done("verify", "run.clef", "data.csv", "--read", "blocks").Out,
            StringComparison.Ordinal
        );
    }

    public static TheoryData<string, string> Refusals =>
        new()
        {
            { "--family gamma(column1)", "column1 in row 2 = " },
            { "--family poisson(column1)", "column1 in row 1 = " },
            { "--family normal(column9)", "unknown column 'column9'" },
            { "--family normal", "family 'normal' must be a family with its columns, such as normal(column1)" },
            { "--family right-censored(exponential(column4,column2))", "column2 in row " },
            { "--family categorical(column1)", "column1 cannot be a column of levels: it has more than " },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_no_row_of_the_family_is_named(string call, string message)
    {
        var result = _tool.Run(["fit", "mixture", "data.npy", .. call.Split(' '), "--read", "blocks", "--quiet"]);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
    }
}
