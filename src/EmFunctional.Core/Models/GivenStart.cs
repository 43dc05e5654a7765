using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>A start that somebody gives as numbers, whole or in part, with the names that it was made under, where it has any.</summary>
/// <param name="Groups">The groups of numbers.</param>
public sealed record GivenStart(Arr<GivenGroup> Groups)
{
    // Passes over the data by which the rest of a start follows from what is given.
    const int Passes = 10;

    /// <summary>The model that it is a result of, with its number of components.</summary>
    public Option<(string Name, string Components)> Model { get; init; }

    /// <summary>What its components are called.</summary>
    public Arr<string> Labels { get; init; } = Arr<string>.Empty;

    /// <summary>The columns that it was fitted to.</summary>
    public Arr<string> Columns { get; init; } = Arr<string>.Empty;

    /// <summary>Its symbols, in order.</summary>
    public Arr<string> Symbols { get; init; } = Arr<string>.Empty;

    /// <summary>
    /// The start on a model's chart: components, columns and symbols are found by name. Groups that are not given follow from those that are, by
    /// passes over the data that leave what is given where it is; where what is given does not tell components apart, they are the default's.
    /// </summary>
    /// <param name="model">The model with its data.</param>
    /// <param name="standard">The default start.</param>
    /// <returns>The start; or every group that is unknown, has another shape or is outside its domain.</returns>
    public Validation<EmError, Vector> On(OpenedModel model, Vector standard)
    {
        var chart = model.Problem.Chart;
        return from matched in OrdersFor(model)
            from given in Read(chart.Names, model.Terms.Axes, matched)
            let first = StartOf(model, standard)
            from begin in first.Bind(whole => chart.StartFromFlat(With(given, chart.Names, whole)))
            select IsWhole(given, chart.Names) || !IsTelling(model) ? begin : Completed(model.Problem, given, begin);
    }

    static bool IsWhole(IReadOnlyDictionary<string, double> given, Arr<string> names) => given.Count == names.Count;

    bool IsTelling(OpenedModel model) => model.Starting.Alike.Exists(alike => Groups.Exists(group => alike.Telling.Contains(group.Name)));

    Validation<EmError, Vector> StartOf(OpenedModel model, Vector standard) =>
        IsTelling(model) ? model.Starting.Alike.Map(alike => alike.Start()).IfNone(standard).ToValidation() : standard;

    static Vector With(IReadOnlyDictionary<string, double> given, Arr<string> names, Vector otherwise) =>
        Vector.Of(names.Count, i => given.TryGetValue(names[i], out var value) ? value : otherwise[i]);

    // Rows go to the components as they are given, and what is not given is estimated from them, as long as there is an estimate.
    static Vector Completed(Problem<Vector> problem, IReadOnlyDictionary<string, double> given, Vector begin)
    {
        var at = begin;
        for (var pass = 0; pass < Passes; pass++)
        {
            var next = problem
                .Evaluate(new(at, Arr<Diagnostic>.Empty))
                .Bind(evaluated => evaluated.Proposal)
                .Bind(proposal =>
                    problem.Chart.StartFromFlat(With(given, problem.Chart.Names, proposal.Parameters)).ToEither().MapLeft(e => e.Head)
                );
            if (next.Case is not Vector better)
                break;
            at = better;
        }
        return at;
    }

    // For each kind of index, and each index of the model, the index of what is given; none where they are the same.
    Validation<EmError, Func<ParameterAxis, int, int>> OrdersFor(OpenedModel model)
    {
        var k = model.Problem.Model.Options.Find(option => option.Name == ModelOptionEntry.Components.Name).Map(option => option.Value);
        EmError Other(string found, string wanted) => new EmError.BadOption("start", found, new(wanted, _ => false));
        if (Model.Case is ValueTuple<string, string>(var name, var components))
        {
            if (name != model.Problem.Model.Name)
                return Other($"a result of {name}", $"one of {model.Problem.Model.Name}");
            if (components.Length > 0 && k.Exists(count => count != components))
                return Other($"a result of {components} components", $"of {k.IfNone("")}, as many as are asked for");
        }
        var isNamed = !AreNumbered(Columns) && !AreNumbered(model.Terms.Columns);
        return from columns in Order(
                "column of the start",
                isNamed ? Columns : Arr<string>.Empty,
                model.Terms.Columns,
                StringComparer.OrdinalIgnoreCase
            )
            from symbols in Order("symbol of the start", Symbols, model.Terms.Symbols, StringComparer.Ordinal)
            from labels in OrderOfLabels(model.Rows.Known.Names, k.Bind(ModelOptionEntry.ReadCount).IfNone(1))
            select (Func<ParameterAxis, int, int>)(
                (axis, index) =>
                {
                    var order = axis switch
                    {
                        ParameterAxis.Component => labels,
                        ParameterAxis.Column => columns,
                        _ => symbols,
                    };
                    return index < order.Count ? order[index] : index;
                }
            );
    }

    static bool AreNumbered(Arr<string> columns) => columns == Table.NamesOf(columns.Count);

    static Validation<EmError, Arr<int>> Order(string kind, Arr<string> given, Arr<string> wanted, StringComparer comparer)
    {
        if (given.IsEmpty || wanted.IsEmpty)
            return Arr<int>.Empty;
        var lacking = wanted
            .Filter(name => !given.Contains(name, comparer))
            .Map(EmError (name) => new EmError.UnknownName(kind, name, given));
        var others = given
            .Filter(name => !wanted.Contains(name, comparer))
            .Map(EmError (name) => new EmError.UnknownName(kind, name, wanted));
        var faults = (lacking.IsEmpty ? others : lacking).ToSeq();
        return faults.IsEmpty ? wanted.Map(name => given.ToList().FindIndex(other => comparer.Equals(other, name))) : faults;
    }

    // The data may have labels of some components only; the others keep their order behind them.
    Validation<EmError, Arr<int>> OrderOfLabels(Arr<string> wanted, int components)
    {
        if (Labels.IsEmpty || wanted.IsEmpty)
            return Arr<int>.Empty;
        var unknown = wanted
            .Filter(name => !Labels.Contains(name))
            .Map(EmError (name) => new EmError.UnknownName("label of the start", name, Labels));
        var first = wanted.Map(name => Labels.ToList().IndexOf(name));
        return unknown.IsEmpty
            ? first.AddRange(Enumerable.Range(0, components).Where(component => !first.Contains(component)))
            : unknown.ToSeq();
    }

    Validation<EmError, IReadOnlyDictionary<string, double>> Read(
        Arr<string> names,
        Func<string, Arr<ParameterAxis>> axes,
        Func<ParameterAxis, int, int> order
    )
    {
        var expected = names.GroupBy(name => name.Split('[')[0]).ToDictionary(group => group.Key, group => group.ToArray());
        Arr<string> known = ParameterGroups.Of(names);
        var (values, faults) = (new Dictionary<string, double>(StringComparer.Ordinal), new List<EmError>());
        foreach (var group in Groups)
        {
            if (!expected.TryGetValue(group.Name, out var own))
                faults.Add(new EmError.UnknownName("parameter", group.Name, known));
            else
                group
                    .Read(own, axes(group.Name), order)
                    .Match(
                        Right: read =>
                        {
                            foreach (var (name, value) in read)
                                values[name] = value;
                        },
                        Left: faults.Add
                    );
        }
        return faults.Count > 0 ? faults.ToSeq() : values;
    }
}
