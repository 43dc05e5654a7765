using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Chains;

// What states show: rows of any family. Symbols, a family of levels by itself, have names and a count of their own.
static class Emissions
{
    const string Group = "emission";
    const string Text = "categorical";

    /// <summary>The family of symbols.</summary>
    public static Family Of(Arr<string> symbols) => Family.Of(new Categorical(symbols)).On(Arr.create("symbol"));

    /// <summary>The same of symbols that have no names.</summary>
    public static Family Numbered(int symbols) => Of(Enumerable.Range(0, symbols).Select(v => $"{v}").ToArray());

    /// <summary>Whether a state shows one of several symbols and nothing else.</summary>
    public static bool AreSymbols(Family family) => family is Family<Categorical>;

    /// <summary>The symbols; none of other families.</summary>
    public static Arr<string> SymbolsOf(Family family) => AreSymbols(family) ? family.Shape.Columns[0].Levels : Arr<string>.Empty;

    /// <summary>How a model's name tells the family: the symbols are those of the data.</summary>
    public static string TextOf(Family family) => AreSymbols(family) ? Text : family.Shape.Text;

    /// <summary>The family's parameters as a chart names them.</summary>
    public static FamilyShape ShapeOf(Family family) =>
        AreSymbols(family)
            ? family.Shape with
            {
                Parameters = family.Shape.Parameters.Map(parameter => parameter with { Name = Group }),
            }
            : family.Shape;

    /// <summary>How many expected sums there are of a state: those of symbols add up to its mass.</summary>
    public static int SumsOf(Family family) => AreSymbols(family) ? family.Shape.Sums : 1 + family.Shape.Sums;

    /// <summary>Of each state its mass and its sums [S×(1+m)].</summary>
    public static Vector WithMasses(Family family, Vector sums)
    {
        if (!AreSymbols(family))
            return sums;
        var v = family.Shape.Sums;
        return Vector.Fill(
            sums.Count + sums.Count / v,
            (sums, v),
            static (into, x) =>
            {
                for (var (from, to) = (0, 0); from < x.sums.Count; from += x.v, to += 1 + x.v)
                {
                    var own = x.sums.Slice(from, x.v);
                    into[to] = own.Sum();
                    own.Span.CopyTo(into[(to + 1)..]);
                }
            }
        );
    }
}
