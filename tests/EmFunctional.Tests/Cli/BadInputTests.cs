using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary>Bad input through the tool: one message, exit code 2, nothing written.</summary>
public sealed class BadInputTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    void Refused(string message, params string[] arguments)
    {
        var files = System.Linq.Enumerable.Count(_tool.Files);
        var result = _tool.Run(arguments);
        Assert.Equal((message, ""), (result.Error.TrimEnd('\n'), result.Out));
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(files, System.Linq.Enumerable.Count(_tool.Files));
    }

    [Theory]
    [MemberData(nameof(CsvFaults.All), MemberType = typeof(CsvFaults))]
    public void Files(string text, string column, string message)
    {
        _tool.Write("data.csv", text);
        string[] named = column.Length > 0 ? ["--column", column] : [];
        Refused(message, ["fit", "normal-mixture", "data.csv", "-k", "3", .. named]);
    }

    [Fact]
    public void No_such_file() => Refused("no.csv: there is no such file; check the path", "fit", "coins", "no.csv");

    [Fact]
    public void A_folder() => Refused($"{_tool.Folder}: this is a folder; name a file in it", "fit", "coins", _tool.Folder);

    [Theory]
    [InlineData("{\"standardDeviation\":[0,1]}", "standardDeviation[0] = 0 must be a number above 0, 6e-309 or more; choose another value")]
    [InlineData(
        "{\"standardDeviation\":[1,-1]}",
        "standardDeviation[1] = -1 must be a number above 0, 6e-309 or more; choose another value"
    )]
    [InlineData("{\"mixingWeight\":[0.5,0.6]}", "the sum of mixingWeight[0] … mixingWeight[1] = 1.1 must be 1; choose another value")]
    [InlineData("{\"men\":[1,2]}", "unknown parameter 'men'; did you mean mean?")]
    [InlineData("{\"mean\":[1]}", "1 value for mean, where the model has 2; give 2")]
    [InlineData(
        "{\"mean\":[1,}",
        "--start:1:12: expected valid JSON; write an object of parameters by name, such as 'em fit … --format json' prints"
    )]
    [InlineData(
        "{\"mean\":[1,\"a\"]}",
        "--start:1:2: expected numbers for mean; write an object of parameters by name, such as 'em fit … --format json' prints"
    )]
    [InlineData(
        "[1,2]",
        "--start:1:1: expected an object of parameters; write an object of parameters by name, such as 'em fit … --format json' prints"
    )]
    [InlineData("no.json", "no.json: there is no such file; check the path")]
    public void Starts(string start, string message) =>
        Refused(message, "fit", "normal-mixture", "@faithful", "--column", "waiting", "--start", start);

    [Fact]
    public void A_start_at_the_edge() =>
        Refused(
            "theta[1] = 1 must be above 0 and below 1; choose another value",
            "fit",
            "coins",
            "@do-batzoglou",
            "--start",
            "{\"theta\":[0.5,1]}"
        );

    [Theory]
    [InlineData("unknown model 'coin'; did you mean coins?", "fit", "coin", "@do-batzoglou")]
    [InlineData("unknown sample 'do-batzoglu'; did you mean do-batzoglou?", "fit", "coins", "@do-batzoglu")]
    [InlineData("unknown sample 'iri'; did you mean iris?", "samples", "iri")]
    [InlineData("unknown column 'wating'; did you mean waiting?", "fit", "normal-mixture", "@faithful", "--column", "wating")]
    [InlineData(
        "2 values for columns, where the model has 1; give 1",
        "fit",
        "normal-mixture",
        "@faithful",
        "--columns",
        "eruptions,waiting"
    )]
    [InlineData(
        "unknown option '--mixng'; did you mean --mixing?\nsee 'em fit --help'",
        "fit",
        "coins",
        "@do-batzoglou",
        "--mixng",
        "equal"
    )]
    [InlineData("unknown value of mixing 'equals'; did you mean equal?", "fit", "coins", "@do-batzoglou", "--mixing", "equals")]
    [InlineData(
        "unknown option of coins 'm-step'; choose components, mixing, hold",
        "fit",
        "coins",
        "@do-batzoglou",
        "--m-step",
        "textbook"
    )]
    [InlineData("components '0' must be a whole number, 1 or more; choose another value", "fit", "coins", "@do-batzoglou", "-k", "0")]
    [InlineData("6 components, but only 5 rows of data; ask for at most 5", "fit", "coins", "@do-batzoglou", "-k", "6")]
    [InlineData("unknown format 'jsn'; did you mean json?", "fit", "coins", "@do-batzoglou", "--format", "jsn")]
    [InlineData("unknown algorithm 'plan'; did you mean plain?", "fit", "coins", "@do-batzoglou", "--algorithm", "plan")]
    [InlineData("seed 'x' must be a whole number, 0 or more; choose another value", "fit", "coins", "@do-batzoglou", "--seed", "x")]
    [InlineData("unknown verb 'ft'; did you mean fit?\nsee 'em --help'", "ft")]
    [InlineData(
        "stop rule 'aitken(1e-6) | iteratons(4)', column 16: expected aitken, relative, gain, residual, iterations or evaluations; "
            + "write for example aitken(1e-6) | iterations(10000)",
        "fit",
        "coins",
        "@do-batzoglou",
        "--stop",
        "aitken(1e-6) | iteratons(4)"
    )]
    public void Names(string message, params string[] arguments) => Refused(message, arguments);
}
