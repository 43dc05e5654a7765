using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

// Texts that stand for indices: labels of components, symbols of a sequence.
static class Symbols
{
    /// <summary>The different texts, by number if all are numbers, else by letter.</summary>
    public static Arr<string> InOrder(IEnumerable<string> texts)
    {
        var all = texts.Distinct(StringComparer.Ordinal).ToArray();
        return all.All(text => NumberText.TryRead(text, out _))
            ? all.OrderBy(text => NumberText.TryRead(text, out var value) ? value : 0).ToArray()
            : all.Order(StringComparer.Ordinal).ToArray();
    }

    /// <summary>The index of each.</summary>
    public static IReadOnlyDictionary<string, double> Index(Arr<string> ordered) =>
        ordered.Select((text, i) => (text, i)).ToDictionary(pair => pair.text, pair => (double)pair.i, StringComparer.Ordinal);
}
