using System.Collections.Generic;
using System.Linq;
using LanguageExt;

namespace EmFunctional.Reporting;

/// <summary>What the numbers on a chart are called, so that people read names where the chart has indices.</summary>
/// <param name="Chart">The names on the chart.</param>
public sealed record ParameterNames(Arr<string> Chart)
{
    // What a group means, where its name with spaces does not say it.
    static readonly Dictionary<string, string> _words = new(StringComparer.Ordinal)
    {
        ["initial"] = "initial probability",
        ["transition"] = "transition probability",
        ["emission"] = "emission probability",
        ["meanLog"] = "mean of the logarithm",
        ["standardDeviationLog"] = "standard deviation of the logarithm",
        ["success"] = "probability of success",
        ["zero"] = "probability of zero",
        ["variance"] = "standard deviation",
        ["scatter"] = "scale",
        ["covariance"] = "standard deviation",
    };

    /// <summary>The columns that were read.</summary>
    public Arr<string> Columns { get; init; } = Arr<string>.Empty;

    /// <summary>The symbols of sequences.</summary>
    public Arr<string> Symbols { get; init; } = Arr<string>.Empty;

    /// <summary>What the second index of a group counts, by name; empty where the columns or symbols say it.</summary>
    public Func<string, Arr<string>> Indexed { get; init; } = _ => Arr<string>.Empty;

    /// <summary>What a component is called: component, state, coin.</summary>
    public string Component { get; init; } = "component";

    /// <summary>What each component is called, where labels name it; else it has its number.</summary>
    public Arr<string> Components { get; init; } = Arr<string>.Empty;

    /// <summary>A name without the indices behind it, and these.</summary>
    /// <param name="name">A name on the chart, such as <c>mean[0][2]</c>.</param>
    public static (string Group, Arr<int> Indices) Parts(string name)
    {
        var indices = new Stack<int>();
        while (name.EndsWith(']') && name.LastIndexOf('[') is > 0 and var at && Index(name[(at + 1)..^1]) is { } index)
        {
            indices.Push(index);
            name = name[..at];
        }
        return (name, indices.ToArray());
    }

    /// <summary>The column that a group is of, and what it is: <c>height.mean</c> is the mean of height.</summary>
    /// <param name="group">The group.</param>
    public static (string Member, string Kind) KindOf(string group) =>
        group.LastIndexOf('.') is > 0 and var at ? (group[..at], group[(at + 1)..]) : ("", group);

    /// <summary>What a kind of number is in words: <c>mixing weight</c>.</summary>
    /// <param name="kind">The name of a group without its column.</param>
    public static string Words(string kind) =>
        _words.TryGetValue(kind, out var words)
            ? words
            : string.Concat(kind.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    /// <summary>What a component is called.</summary>
    /// <param name="component">Its number.</param>
    public string Called(int component) => component < Components.Count ? Components[component] : $"{component}";

    /// <summary>What a number behind the component counts.</summary>
    /// <param name="group">The group.</param>
    /// <param name="index">The number.</param>
    /// <param name="count">How many there are.</param>
    public string Counted(string group, int index, int count)
    {
        var (member, kind) = KindOf(group);
        if (kind == "transition")
            return $"to {Component} {Called(index)}";
        var siblings = new[] { kind, "mean", "location" }.Select(name => Indexed(member.Length > 0 ? $"{member}.{name}" : name));
        var names = siblings.Append(Columns).Append(Symbols).FirstOrDefault(known => known.Count == count);
        return names.IsEmpty ? $"[{index}]" : names[index];
    }

    static int? Index(string text) => int.TryParse(text, System.Globalization.NumberStyles.None, null, out var index) ? index : null;
}
