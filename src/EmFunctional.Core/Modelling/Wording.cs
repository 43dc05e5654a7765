using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

// Words that texts share.
static class Wording
{
    const int MostNamed = 12;

    /// <summary>The first names, and how many more there are.</summary>
    public static string Listed(Arr<string> names) =>
        string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");

    /// <summary>How many there are: <c>1 row</c>, <c>2 rows</c>.</summary>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>1 iteration, 2 iterations: of a budget, which is called by the plural.</summary>
    public static string OfBudget(long count, string budget) => Count(count, budget.TrimEnd('s'));

    /// <summary>How far an objective fell.</summary>
    public static string Fall(int iteration, double from, double to, double slack) =>
        $"the objective fell at iteration {iteration} from {NumberText.Shortest(from)} to {NumberText.Shortest(to)}, "
        + $"by more than the rounding tolerance of {NumberText.Shortest(slack)}";
}
