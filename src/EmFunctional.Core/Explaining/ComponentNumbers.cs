using System.Collections.Generic;
using System.Linq;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Explaining;

/// <summary>A kind of number that each component has one of, such as the mean of a column.</summary>
/// <param name="Name">Its name without the component, the column by name: <c>theta</c>, <c>mean[sepal_length]</c>.</param>
/// <param name="At">For each component, where its number is on the chart [K].</param>
sealed record ComponentNumber(string Name, Arr<int> At);

/// <summary>The numbers on a chart by the components that they belong to: <c>name[k]…</c> is of component k.</summary>
/// <param name="Own">Those that each component has.</param>
/// <param name="Common">Those that belong to no component, or to all.</param>
sealed record ComponentNumbers(Arr<ComponentNumber> Own, Arr<(string Name, int At)> Common)
{
    // Beyond, a component's covariances are no help to a reader.
    const int MostTold = 8;

    public static ComponentNumbers Of(OpenedModel model)
    {
        var names = model.Problem.Chart.Names;
        var shared = model.Rows.Labels.Map(labelling => labelling.Shared).IfNone(Arr<string>.Empty);
        bool IsOwn(string name) => name.Contains('[', StringComparison.Ordinal) && !shared.Contains(name.Split('[')[0]);
        var all = names.Select((name, at) => (Name: name, At: at)).ToArray();
        var own = all.Where(number => IsOwn(number.Name))
            .GroupBy(number => Without(number.Name))
            .Select(group => new ComponentNumber(LabelOf(group.Key, model), group.Select(number => number.At).ToArray()));
        return new(own.ToArray(), all.Where(number => !IsOwn(number.Name)).ToArray());
    }

    /// <summary>Those that a reader is shown.</summary>
    public ComponentNumbers Readable =>
        Own.Count + Common.Count <= MostTold ? this : new(Without(Own, own => own.Name), Without(Common, common => common.Name));

    /// <summary>Those that are estimated: not mixing weights that are held equal.</summary>
    /// <param name="run">The run.</param>
    public ComponentNumbers Estimated(ExplainedRun run) =>
        run.Problem.Model.Options.Exists(option => option is { Name: "mixing", Value: "equal" })
            ? this with
            {
                Own = Own.Filter(own => own.Name != "mixingWeight"),
            }
            : this;

    /// <summary>The same components in another order.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="order">For each new component the old one [K].</param>
    public Vector Reordered(Vector parameters, Arr<int> order) => Changed(parameters, (at, k) => parameters[at[order[k]]]);

    /// <summary>All components at the mean of them all.</summary>
    /// <param name="parameters">θ.</param>
    public Vector Averaged(Vector parameters) => Changed(parameters, (at, _) => at.Select(i => parameters[i]).Sum() / at.Count);

    Vector Changed(Vector parameters, Func<Arr<int>, int, double> value)
    {
        var changed = parameters.ToArray();
        foreach (var number in Own)
            for (var k = 0; k < number.At.Count; k++)
                changed[number.At[k]] = value(number.At, k);
        return Vector.Create(changed);
    }

    static Arr<T> Without<T>(Arr<T> numbers, Func<T, string> name) =>
        numbers.Where(number => !name(number).StartsWith("covariance", StringComparison.Ordinal)).ToArray();

    // name[k][i]… without [k]
    static string Without(string name) => name.Split('[', 3) is [var head, _, var rest] ? $"{head}[{rest}" : name.Split('[')[0];

    static string LabelOf(string name, OpenedModel model)
    {
        var parts = name.Split('[');
        var called = model.Terms.Indexed is { } indexed ? indexed(parts[0]) : model.Terms.Columns;
        return called.Count < 2 ? name
            : parts is ["mean", var index] && Index(index) is var j && j < called.Count ? $"mean of {called[j]}"
            : parts[0]
                + string.Concat(parts.Skip(1).Select(part => Index(part) is var i && i < called.Count ? $"[{called[i]}]" : $"[{part}"));
    }

    static int Index(string part) =>
        int.Parse(part.TrimEnd(']'), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The covariances at θ as deviations and correlations, where the table of parameters goes without them.</summary>
    internal static IEnumerable<Passage> Spread(ExplainedRun run, Vector at)
    {
        var rows = Reporting.ParameterRow.All(run.Called, at).Filter(row => row.Kind is "standard deviation" or "correlation");
        if (run.Problem.Chart.Names.Count <= MostTold || !rows.Exists(row => row.IsCorrelation))
            yield break;
        yield return new Passage.Prose(
            $"And how the {run.Words.Row}s of each {run.Words.Component} lie about its mean. A standard deviation says how far from it they are as a rule. A correlation, from -1 to 1, "
                + "says whether two columns are high together; the covariance of two columns is their correlation times their deviations:"
        );
        var shown = run.Called with { Chart = run.Called.Chart.Filter(name => name.StartsWith("covariance", StringComparison.Ordinal)) };
        var spread = Vector.Of(
            run.Called.Chart.Select((name, i) => (name, i)).Where(of => shown.Chart.Contains(of.name)).Select(of => at[of.i])
        );
        foreach (var table in Reporting.ParameterTable.Of(shown, spread, Width))
            yield return new Passage.Figures(table);
    }

    // As wide as a story is as text, set in.
    const int Width = 90;

    /// <summary>Parameters, a column for each component.</summary>
    internal static TextTable Table(ExplainedRun run, Vector at)
    {
        var numbers = Of(run.Model).Readable;
        Arr<string> Line(string name, IEnumerable<double> values, int count) =>
            values.Select(value => NumberFormat.Significant(value, 5)).Concat(Enumerable.Repeat("", count)).Prepend(name).ToArray();
        var columns = numbers.Own.IsEmpty
            ? Arr.create("parameter", "value")
            : Enumerable.Range(0, run.Words.Components).Select(k => $"{run.Words.Component} {k}").Prepend("parameter").ToArray();
        return new(
            columns,
            numbers
                .Own.Select(number => Line(number.Name, number.At.Select(i => at[i]), 0))
                .Concat(numbers.Common.Select(number => Line(number.Name, [at[number.At]], columns.Count - 2)))
                .ToArray()
        );
    }
}
