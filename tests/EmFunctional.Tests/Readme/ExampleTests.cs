using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;

namespace EmFunctional.Tests.Readme;

/// <summary>The examples in the documentation of members: each is compiled, run, and prints what it says.</summary>
[Collection("alone")]
public partial class ExampleTests
{
    // What a reader of one member's page would add.
    const string Usings = """
        using System.Reactive.Linq; using EmFunctional; using EmFunctional.Chains; using EmFunctional.Families; using EmFunctional.Inference;
        using EmFunctional.Iterating; using EmFunctional.Journal; using EmFunctional.Mixtures; using EmFunctional.Modelling; using EmFunctional.Models;
        using EmFunctional.Models.GaussianMixture.Data; using EmFunctional.Numerics; using EmFunctional.Online; using EmFunctional.Runs; using EmFunctional.Streams;
        using EmFunctional.Tables; using EmFunctional.Testing.Laws; using LanguageExt;

        """;

    static readonly Dictionary<string, string> _examples = new[] { "Core", "Shell", "Testing" }
        .SelectMany(name => XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"EmFunctional.{name}.xml")).Descendants("member"))
        .Where(member =>
            member.Element("example") is not null && !member.Attribute("name")!.Value.Contains("#ctor", StringComparison.Ordinal)
        )
        .ToDictionary(member => Named((string)member.Attribute("name")!), member => member.Element("example")!.Element("code")!.Value);

    public static TheoryData<string> Members => [.. _examples.Keys];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task An_example_prints_what_it_says(string member)
    {
        var said = PrintedComment().Matches(_examples[member]).Select(match => match.Groups[1].Value.TrimEnd());
        var printed = await PageProgram.Run(Usings + _examples[member]);
        Assert.NotEmpty(said);
        Assert.Equal(string.Join('\n', said), printed);
    }

    [Theory]
    [InlineData("Em.Fit")]
    [InlineData("Em.Iterate")]
    [InlineData("EmStreams.Observe")]
    [InlineData("EmStreams.Run")]
    [InlineData("EmOnline.Online")]
    [InlineData("RecordedStream.RunOnline")]
    [InlineData("EmFits.FitAsync")]
    [InlineData("UntilConvergedOperator.UntilConverged")]
    [InlineData("Mixture.Of")]
    [InlineData("MixtureData.Of")]
    [InlineData("Flips.Parse")]
    [InlineData("HiddenMarkov.Of")]
    [InlineData("EmModel.Of")]
    [InlineData("StopRule")]
    [InlineData("StandardErrors.Of")]
    [InlineData("Rows.Of")]
    [InlineData("ModelFit.Of")]
    [InlineData("Recorded.Run")]
    [InlineData("EmLaws.Check")]
    public void What_a_program_begins_with_has_an_example(string member) => Assert.Contains(member, _examples.Keys);

    // M:EmFunctional.Mixtures.Mixture.Of``1(System.Int32,…) is Mixture.Of, and T:EmFunctional.Iterating.StopRule is StopRule.
    static string Named(string id)
    {
        var parts = id[2..]
            .Split('(')[0]
            .Split('.')
            .Where(part => !part.Contains('$', StringComparison.Ordinal))
            .Select(part => part.Split('`')[0]);
        return string.Join('.', parts.TakeLast(id[0] == 'T' ? 1 : 2));
    }

    [GeneratedRegex("// prints: (.*)")]
    private static partial Regex PrintedComment();
}
