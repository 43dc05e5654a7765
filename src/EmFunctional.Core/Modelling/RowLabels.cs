using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>
/// Rows whose component is known: their responsibilities are held at 1 for it, and their part of the objective is ln πₖ f(x | θₖ). With a label for
/// every row the M-step has its closed form in one step. Source: McLachlan, Peel (2000), Finite Mixture Models, §2.19.
/// </summary>
public sealed record RowLabels
{
    const int Unknown = -1;

    readonly Vector _values;
    readonly NumbersInParts? _parts;

    RowLabels(Vector values, Arr<string> names, NumbersInParts? parts = null) => (_values, Names, _parts) = (values, names, parts);

    /// <summary>No row's component is known.</summary>
    public static RowLabels None { get; } = new(Vector.Empty, Arr<string>.Empty);

    /// <summary>What each component is called; empty where labels were given as indices.</summary>
    public Arr<string> Names { get; }

    /// <summary>Labels as indices of components.</summary>
    /// <param name="labels">For each row its component, from 0, or −1 where it is not known [n]; none if null.</param>
    /// <param name="rows">n.</param>
    public static Validation<EmError, RowLabels> Create(Vector? labels, int rows)
    {
        if (labels is null)
            return None;
        if (labels.Count != rows)
            return new EmError.WrongLength("the labels", rows, labels.Count);
        var unfit = labels.Where(label => !_label.Contains(label)).Take(1).ToSeq();
        return unfit.IsEmpty
            ? Of(labels, Arr<string>.Empty)
            : Prelude.Seq1<EmError>(new EmError.OutsideDomain("label", unfit.Head, _label));
    }

    static readonly Domain _label = new("a whole number from 0, or -1 where it is not known", x => x >= Unknown && x == Math.Floor(x));

    /// <summary>Labels by name: the k-th name in order, by number if all are numbers, else by letter, is component k.</summary>
    /// <param name="names">For each row its label; none where it is not known [n].</param>
    public static RowLabels OfNames(IReadOnlyList<Option<string>> names)
    {
        var all = Symbols.InOrder(names.SelectMany(name => name.ToArray()));
        var index = Symbols.Index(all);
        return Of(Vector.Of(names.Select(name => name.Match(text => index[text], () => Unknown))), all);
    }

    // Labels that are there with the rows of each block, and of which nothing is asked together.
    internal static RowLabels InParts(NumbersInParts labels, Arr<string> names) => new(Vector.Empty, names, labels);

    internal static RowLabels Of(Vector labels, Arr<string> names) => labels.All(label => label == Unknown) ? None : new(labels, names);

    /// <summary>The component of a row, −1 where it is not known.</summary>
    /// <param name="row">i, from 0.</param>
    public int this[int row] =>
        _values.Count > 0 ? (int)_values[row]
        : _parts is null ? Unknown
        : (int)_parts[row];

    /// <summary>Whether no row's component is known.</summary>
    public bool IsNone => _values.Count == 0 && _parts is null;

    /// <summary>The number of components that labels speak of: one more than the largest.</summary>
    public int Components =>
        _values.Count > 0 ? Math.Max(Names.Count, 1 + (int)_values.Max())
        : _parts is null ? 0
        : Names.Count;

    /// <summary>How many rows have each label, in the order of components.</summary>
    internal Arr<LabelCount> Counts
    {
        get
        {
            var counts = new int[Components];
            foreach (var label in _values.Where(label => label != Unknown))
                counts[(int)label]++;
            return counts.Select((count, k) => new LabelCount(k < Names.Count ? Names[k] : $"{k}", count)).ToArray();
        }
    }

    /// <summary>The number of components if the labels are of no others.</summary>
    /// <param name="components">K.</param>
    public Either<EmError, int> Within(int components) =>
        Components <= components ? components : new EmError.TooManyLabels(Components, components);

    /// <summary>What a row's responsibilities are where its component may be known.</summary>
    /// <param name="row">i, from 0.</param>
    /// <param name="responsibilities">What they are where it is not [K].</param>
    public Vector Hold(int row, Vector responsibilities) => Held(this[row], responsibilities);

    internal static Vector Held(int label, Vector responsibilities) =>
        label < 0 ? responsibilities : Vector.Of(responsibilities.Count, k => k == label ? 1 : 0);

    /// <summary>What is wrong with labels of all rows: another number of them, or one of a component that there is not.</summary>
    internal static Option<EmError> Fault(IReadOnlyList<int> labels, int rows, int components) =>
        labels.Count != rows ? new EmError.WrongLength("labels", rows, labels.Count)
        : labels.Find(label => label < 0 || label >= components).Case is int outside
            ? new EmError.OutsideDomain("labels", outside, Domain.Labels(components))
        : Option<EmError>.None;

    // How many numbers Order keeps.
    internal Int128 CountOfOrder(int components) => IsNone ? 0 : (Int128)components * components;

    /// <summary>Which component of some parameters stands for each label: that which is responsible for most of its rows.</summary>
    /// <param name="components">K.</param>
    /// <param name="responsibilities">Of the components for a row, were its component not known.</param>
    /// <returns>For each label its component [K].</returns>
    internal Arr<int> Order(int components, Func<int, Vector> responsibilities)
    {
        if (IsNone)
            return Enumerable.Range(0, components).ToArray();
        var mass = NoMass(components);
        for (var row = 0; row < _values.Count; row++)
            if (this[row] is >= 0 and var label && label < components)
                Add(mass, label, responsibilities(row));
        return Order(mass);
    }

    /// <summary>Of each label no responsibility of any component yet [K][K].</summary>
    internal static double[][] NoMass(int components) => [.. Enumerable.Range(0, components).Select(_ => new double[components])];

    /// <summary>Adds the responsibilities for a row that has a label.</summary>
    internal static void Add(double[][] mass, int label, Vector responsibilities)
    {
        for (var k = 0; label < mass.Length && k < mass.Length; k++)
            mass[label][k] += responsibilities[k];
    }

    /// <summary>For each label its component [K].</summary>
    internal static Arr<int> Order(double[][] mass) => Matching.Of(mass.Select(of => (Arr<double>)of.ToArray()).ToArray());

    /// <summary>Adds those of some rows to what identifies data; nothing where there are none.</summary>
    internal Canonical AddTo(Canonical bytes, int first, int count) =>
        IsNone ? bytes : bytes.Add("labels").AddNumbers(_parts is null ? _values.Span.Slice(first, count) : _parts.Span(first, count));
}

/// <summary>How many rows have a label.</summary>
/// <param name="Name">The label.</param>
/// <param name="Rows">How many rows.</param>
public sealed record LabelCount(string Name, int Rows);
