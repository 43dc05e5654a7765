using System.Collections.Generic;
using System.Linq;
using EmFunctional.Inference;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Reporting;

/// <summary>θ as tables that people read: a line for each quantity by name, a column for each component.</summary>
public static class ParameterTable
{
    const int Digits = 5;
    const int MostOfAKind = 30;
    const int MostCorrelations = 15;
    const int LeastLabel = 16;
    const int ErrorWidth = 9;

    /// <summary>The tables: those of the components, as many beside each other as fit, then what is the same in all.</summary>
    /// <param name="names">What the numbers are called.</param>
    /// <param name="at">θ.</param>
    /// <param name="width">How many characters a line may have.</param>
    /// <param name="errors">Standard errors at θ, to stand behind the numbers.</param>
    /// <param name="samples">What samples say of a function of the parameters, to stand behind the numbers.</param>
    public static Arr<TextTable> Of(
        ParameterNames names,
        Vector at,
        int width,
        Option<StandardErrors> errors = default,
        Option<Func<Func<Vector, Vector>, Arr<BootstrapNumber>>> samples = default
    )
    {
        var rows = ParameterRow.All(names, at, errors, samples);
        var (own, common) = (rows.Filter(row => !row.IsCommon), rows.Filter(row => row.IsCommon));
        Arr<string> heads = Enumerable.Range(0, own.Map(row => row.Values.Count).Fold(0, Math.Max)).Select(names.Called).ToArray();
        return Fitted(names.Component, heads, own, width)
            .Concat(
                Fitted(own.IsEmpty ? "parameter" : $"in every {names.Component}", Arr.create(own.IsEmpty ? "value" : ""), common, width)
            )
            .ToArray();
    }

    static IEnumerable<TextTable> Fitted(string head, Arr<string> heads, Arr<ParameterRow> rows, int width)
    {
        if (rows.IsEmpty)
            return [];
        var lines = Lines(rows).ToArray();
        var cell = lines.SelectMany(line => line.Cells).Concat(heads.Map(Plain.Line)).Max(text => text.Length) + 2;
        var label = Math.Min(lines.Select(line => line.Label.Length).Append(head.Length).Max(), Math.Max(LeastLabel, width - cell));
        var all = new TextTable(
            heads.Prepend(head).ToArray(),
            lines
                .Select(line => (Arr<string>)Enumerable.Range(0, heads.Count).Select(line.At).Prepend(Cut(line.Label, label)).ToArray())
                .ToArray()
        );
        return all.Fitted(width);
    }

    // A kind of which several are told has a line of its own.
    static IEnumerable<Line> Lines(Arr<ParameterRow> rows) =>
        rows.GroupBy(row => row.Kind)
            .SelectMany(kind =>
            {
                var all = kind.ToArray();
                var told = Chosen(all).Select(row => new Line(row.Of.Length > 0 ? "  " + Plain.Line(row.Of) : row.Kind, Texts(row)));
                return (all.Any(row => row.Of.Length > 0) ? told.Prepend(new(kind.Key, Arr<string>.Empty)) : told).Concat(More(all));
            });

    static IEnumerable<ParameterRow> Chosen(ParameterRow[] all) =>
        all[0].IsCorrelation
            ? all.OrderByDescending(row => row.Values.Max(Math.Abs)).Take(MostCorrelations).OrderBy(row => Array.IndexOf(all, row))
            : all.Take(MostOfAKind);

    static IEnumerable<Line> More(ParameterRow[] all) =>
        all[0].IsCorrelation && all.Length > MostCorrelations
            ? [new($"  (the {MostCorrelations} strongest of {all.Length})", Arr<string>.Empty)]
        : !all[0].IsCorrelation && all.Length > MostOfAKind ? [new($"  (the first {MostOfAKind} of {all.Length})", Arr<string>.Empty)]
        : [];

    static Arr<string> Texts(ParameterRow row)
    {
        Arr<string> values = row.IsCorrelation ? row.Values.Select(Correlation).ToArray() : AlignedNumbers.Of(row.Values, Digits);
        Arr<string> errors = row.Errors.IsEmpty ? values : values.Zip(row.Errors, (value, error) => $"{value} {Text(error)}").ToArray();
        return row.Intervals.IsEmpty ? errors : errors.Zip(Intervals(row), (value, interval) => $"{value} {interval}").ToArray();
    }

    // With as many decimals as the numbers, and one width for all.
    static string[] Intervals(ParameterRow row)
    {
        var ends = row.Values.Concat(row.Intervals.SelectMany(said => new[] { said.Low, said.High }).Where(double.IsFinite)).ToArray();
        var digits = row.IsCorrelation ? 2 : Digits;
        string Ends(BootstrapNumber said) =>
            AlignedNumbers.Of(Vector.Create([said.Low, said.High, .. ends]), digits) is var shown ? $"[{shown[0]}, {shown[1]}]" : "";
        string[] texts =
        [
            .. row.Intervals.Select(said =>
                said.HasInterval ? Ends(said)
                : said.IsSame ? ""
                : "[none]"
            ),
        ];
        return [.. texts.Select(text => text.PadRight(texts.Max(other => other.Length)))];
    }

    // One width for all, so that the numbers stand below each other.
    static string Text(StandardError error) =>
        error
            .Match(
                known: known => $"± {NumberFormat.Significant(known.Value, 2)}",
                @fixed: _ => "",
                atEdge: _ => "(edge)",
                notIdentified: _ => "(flat)",
                noMaximum: _ => "(saddle)"
            )
            .PadRight(ErrorWidth);

    // Of a column that does not vary there is none.
    static string Correlation(double value) =>
        double.IsNaN(value) ? "-"
        : NumberFormat.Fixed(value, 2) is var text && text == "-0.00" ? "0.00"
        : NumberFormat.Fixed(value, 2);

    // The beginning of a name and its end, which tell it from others.
    static string Cut(string label, int width) =>
        label.Length <= width ? label : $"{label[..(width - width / 2 - 1)]}…{label[^(width / 2)..]}";

    sealed record Line(string Label, Arr<string> Cells)
    {
        public string At(int component) => component < Cells.Count ? Cells[component] : "";
    }
}
