using System.Collections.Generic;
using System.Linq;
using EmFunctional.Inference;
using EmFunctional.Numerics;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Reporting;

/// <summary>A quantity as people compare it: its value in each component.</summary>
/// <param name="Kind">What it is: mean, standard deviation, correlation.</param>
/// <param name="Of">What it is of, such as a column; empty where the kind says it all.</param>
/// <param name="Values">Its value in each component [K]; one value where it is the same in all.</param>
public sealed record ParameterRow(string Kind, string Of, Vector Values)
{
    /// <summary>Whether it is the same in all components.</summary>
    public bool IsCommon { get; init; }

    /// <summary>The standard error of each value, where they are known.</summary>
    public Arr<StandardError> Errors { get; init; }

    /// <summary>What samples say of each value, where there are some.</summary>
    public Arr<BootstrapNumber> Intervals { get; init; }

    /// <summary>Whether it is a correlation, from −1 to 1.</summary>
    public bool IsCorrelation { get; init; }

    /// <summary>
    /// θ as such rows, in the order of the chart. A variance is told as its root; a covariance Σ as the standard deviations √Σᵢᵢ and the
    /// correlations Σᵢⱼ / √(Σᵢᵢ Σⱼⱼ), which is what one compares.
    /// </summary>
    /// <param name="names">What the numbers are called.</param>
    /// <param name="at">θ.</param>
    public static Arr<ParameterRow> All(ParameterNames names, Vector at) =>
        names
            .Chart.Select((name, i) => new Number(ParameterNames.Parts(name), at[i]))
            .GroupBy(number => number.Group)
            .SelectMany(group => Rows(names, group.Key, [.. group]))
            .ToArray();

    /// <summary>The same rows with the standard error of each value, or what samples say of it.</summary>
    /// <param name="names">What the numbers are called.</param>
    /// <param name="at">θ.</param>
    /// <param name="errors">Standard errors at θ.</param>
    /// <param name="samples">What samples say of a function of the parameters.</param>
    public static Arr<ParameterRow> All(
        ParameterNames names,
        Vector at,
        Option<StandardErrors> errors,
        Option<Func<Func<Vector, Vector>, Arr<BootstrapNumber>>> samples = default
    )
    {
        var rows = All(names, at);
        var first = rows.Map(row => row.Values.Count).Fold(Arr.create(0), (starts, count) => starts.Add(starts[^1] + count));
        Vector Reported(Vector flat) => Vector.Concat([.. All(names, flat).Select(row => row.Values)]);
        var (found, said) = (
            errors.Map(of => of.Of(Reported)).IfNone(Arr<StandardError>.Empty),
            samples.Map(of => of(Reported)).IfNone([])
        );
        Arr<T> Of<T>(Arr<T> all, int row) => all.Skip(first[row]).Take(rows[row].Values.Count).ToArray();
        return rows.Select((row, i) => row with { Errors = Of(found, i), Intervals = Of(said, i) }).ToArray();
    }

    static IEnumerable<ParameterRow> Rows(ParameterNames names, string group, Number[] numbers)
    {
        var (member, kind) = ParameterNames.KindOf(group);
        var isTriangle = kind is "covariance" or "scatter";
        var isCommon = numbers[0].Indices.Count == (isTriangle ? 2 : 0);
        // Behind the component, if there is one.
        var inner = numbers.Select(number => isCommon ? number : number.Behind).ToArray();
        var byComponent = numbers
            .Select((number, i) => (Component: isCommon ? 0 : number.Indices[0], Number: inner[i]))
            .GroupBy(n => n.Component)
            .Select(k => k.ToDictionary(n => n.Number.Key, n => n.Number.Value))
            .ToArray();
        var keys = inner.Select(number => number.Key).Distinct().ToArray();
        Vector Values(Func<Dictionary<(int Row, int Column), double>, double> of) => Vector.Of(byComponent.Select(of));
        ParameterRow Row(string called, Func<Dictionary<(int Row, int Column), double>, double> of) =>
            new(ParameterNames.Words(kind), called, Values(of)) { IsCommon = isCommon };
        if (!isTriangle)
            return keys.Select(key => Row(Called(names, group, member, key.Row, keys.Length), k => Reported(kind, k[key])));
        var count = keys.Max(key => key.Row) + 1;
        string Axis(int j) => names.Counted(group, j, count);
        return Enumerable
            .Range(0, count)
            .Select(j => Row(Axis(j), k => Math.Sqrt(k[(j, j)])))
            .Concat(
                keys.Where(key => key.Row != key.Column)
                    .Select(key => new ParameterRow(
                        "correlation",
                        $"{Axis(key.Column)} with {Axis(key.Row)}",
                        Values(k => k[key] / Math.Sqrt(k[(key.Row, key.Row)] * k[(key.Column, key.Column)]))
                    )
                    {
                        IsCommon = isCommon,
                        IsCorrelation = true,
                    })
            );
    }

    static double Reported(string kind, double value) => kind == "variance" ? Math.Sqrt(value) : value;

    // A level of a column, such as a colour, says nothing without its column.
    static string Called(ParameterNames names, string group, string member, int index, int count)
    {
        if (index < 0)
            return member;
        var called = names.Counted(group, index, count);
        return member.Length == 0 || names.Columns.Contains(called) ? called : $"{member} {called}";
    }

    readonly record struct Number(string Group, Arr<int> Indices, double Value)
    {
        public Number((string Group, Arr<int> Indices) parts, double value)
            : this(parts.Group, parts.Indices, value) { }

        public Number Behind => this with { Indices = Indices.RemoveAt(0) };

        // Up to two indices; −1 where there is none.
        public (int Row, int Column) Key => (Indices.Count > 0 ? Indices[0] : -1, Indices.Count > 1 ? Indices[1] : -1);
    }
}
