using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Readme;

/// <summary>The examples in the documentation of types and members: every public type has one, each is compiled, run, and prints what it says.</summary>
[Collection("alone")]
public partial class ExampleTests
{
    static readonly IReadOnlySet<string> _pages = Examples.All.SelectMany(example => example.Members).ToHashSet();

    public static IEnumerable<object[]> All => Examples.All.Select((example, i) => new object[] { i, example.Name });

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_example_prints_what_it_says(int index, string name)
    {
        var said = PrintedComment().Matches(Examples.All[index].Code).Select(match => match.Groups[1].Value.TrimEnd()).ToArray();
        Assert.True(said.Length > 0, $"the example of {name} prints nothing");
        Assert.Equal(string.Join('\n', said), await PageProgram.Captured(Examples.ProgramOf(index)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_example_uses_the_types_on_whose_pages_it_stands(int index, string name)
    {
        var used = Examples.TypesIn(index).Select(WithoutArity).ToHashSet();
        Assert.All(
            Examples.All[index].Members.Where(IsOfTopLevel),
            member => Assert.True(used.Contains(WithoutArity(member)), $"{name} does not use {member}")
        );
    }

    [Fact]
    public void Every_public_type_has_an_example_on_its_page()
    {
        var without = Packages.Libraries.SelectMany(library =>
            library
                .Value.GetExportedTypes()
                .Where(type => !IsOfExtensions(type) && !HasOne(IdOf(type)))
                .Select(type => $"{IdOf(type)}: name it in the list of an example in src/EmFunctional.{library.Key}/Examples")
        );
        Assert.Empty(without);
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
    [InlineData("StandardErrors.Of")]
    [InlineData("Rows.Of")]
    [InlineData("ModelFit.Of")]
    [InlineData("Recorded.Run")]
    [InlineData("EmLaws.Check")]
    public void What_a_program_begins_with_has_an_example(string member) =>
        Assert.Contains(member, Examples.All.Select(example => example.Name));

    // A type and its namesake with type parameters have one example.
    static string WithoutArity(string member) => member.Split('`')[0];

    static string IdOf(Type type) => $"T:{type.FullName!.Replace('+', '.')}";

    // Its own, or that of a member on the same page.
    static bool HasOne(string type) =>
        _pages.Contains(type) || _pages.Any(page => page[2..].StartsWith(type[2..] + ".", StringComparison.Ordinal));

    static bool IsOfTopLevel(string member) =>
        member[0] == 'T' && Packages.Libraries.Values.Any(library => library.GetType(member[2..]) is { DeclaringType: null });

    // What the compiler makes of a block of extension members.
    static bool IsOfExtensions(Type type) => type.Name.Contains('<', StringComparison.Ordinal);

    [GeneratedRegex("// prints: (.*)")]
    private static partial Regex PrintedComment();
}
