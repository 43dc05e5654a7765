using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Modelling;
using EmFunctional.Models;
using LanguageExt;

namespace EmFunctional.Tests.Cli;

/// <summary>Lists of options are checked value by value before any are combined, so that a long wrong list costs nothing.</summary>
public class OptionGridTests
{
    static Validation<EmError, OptionGrid> Grid(params (string Name, string Value)[] given) =>
        OptionGrid.Of(Registry.Standard.Find("poisson-mixture").OrThrow(), given.Select(g => new ModelOption(g.Name, g.Value)).ToSeq());

    static string[] Faults(Validation<EmError, OptionGrid> grid) => [.. grid.FailToArray().Select(error => error.ToString())];

    [Fact]
    public void Lists_are_combined_and_what_is_said_twice_counts_once()
    {
        var grid = Grid(("components", "2-3,2,5"), ("mixing", "equal,estimated,equal")).OrThrow();
        Assert.Equal(6, grid.Combinations.Count);
        Assert.Equal(["components", "mixing"], grid.Varied.AsEnumerable());
    }

    [Fact]
    public void Each_wrong_value_is_said_and_at_most_twenty()
    {
        Assert.Equal(2, Faults(Grid(("mixing", "even,equal,odd"))).Length);
        var many = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"m{i}"));
        Assert.Equal(20, Faults(Grid(("mixing", many))).Length);
    }

    [Fact]
    public void More_than_a_thousand_numbers_of_components_are_refused()
    {
        Assert.Equal(1000, Grid(("components", "1-500,501-1000")).OrThrow().Combinations.Count);
        Assert.Contains("1-900,901-1800", Assert.Single(Faults(Grid(("components", "1-900,901-1800")))), StringComparison.Ordinal);
    }
}
