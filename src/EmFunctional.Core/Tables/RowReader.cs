using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Takes what it wants of each row of data.</summary>
interface IRowReading
{
    /// <summary>How many cells it takes.</summary>
    int Cells { get; }

    void Take(TableRow row, RowFaults faults);
}

/// <summary>What is wrong with the rows of a table, each fault with its place, up to as many as are told.</summary>
sealed class RowFaults(OpenTable open)
{
    readonly List<EmError> _errors = [];

    public bool AreEnough => _errors.Count >= Table.MostErrors;

    public Seq<EmError> All => _errors.Take(Table.MostErrors).ToSeq();

    public void Add(EmError error) => _errors.Add(error);

    public void Add(TableRow row, int cell, Domain expected) => Add(row, cell, open.Names[cell], row[cell], expected);

    public void Add(TableRow row, int cell, string name, string found, Domain expected, int offset = 0) =>
        Add(new EmError.BadCell(open.Table.At(row, cell, offset), name, found, expected));

    public Position At(TableRow row, int cell) => open.Table.At(row, cell);

    /// <summary>The text of a cell, trimmed; bytes that are no text are a fault.</summary>
    public string Text(TableRow row, int cell)
    {
        if (!row.IsUnicode(cell))
            Add(OpenTable.Unreadable(open.Table, row, cell));
        return row[cell].Trim();
    }
}

/// <summary>The one loop over the rows of data, for every model.</summary>
static class RowReader
{
    /// <summary>How many rows there were, or the first twenty faults.</summary>
    public static Validation<EmError, int> Read(OpenTable open, params IReadOnlyList<IRowReading> readings)
    {
        var (table, faults, rows) = (open.Table, new RowFaults(open), 0);
        var mostRows = table.MostCells / Math.Max(1, readings.Sum(reading => reading.Cells));
        foreach (var row in open.Rows)
        {
            if (row.Fault is { } fault)
                return faults.All.Add(fault);
            if (rows++ >= mostRows || rows == int.MaxValue)
                return new EmError.BadArray(table.Source, $"a table of at most {table.MostCells} cells to be held in memory");
            if (row.Count != open.Names.Count)
                faults.Add(new EmError.RaggedRow(table.At(row), open.Names.Count, row.Count));
            else
                foreach (var reading in readings)
                    reading.Take(row, faults);
            if (faults.AreEnough)
                return faults.All;
        }
        return rows == 0 ? new EmError.NoRows(table.Source)
            : faults.All.IsEmpty ? rows
            : faults.All;
    }
}

/// <summary>The rows' weights.</summary>
sealed class WeightReading(int cell) : IRowReading
{
    public List<double> Values { get; } = [];

    public int Cells => 1;

    public void Take(TableRow row, RowFaults faults)
    {
        var isFit = row.TryNumber(cell, out var weight) && weight >= 0;
        if (!isFit)
            faults.Add(row, cell, Domain.NonNegative);
        Values.Add(isFit ? weight : 0);
    }
}

/// <summary>The rows' labels, where they are known.</summary>
sealed class LabelReading(int cell, Missing missing) : IRowReading
{
    readonly Dictionary<string, Option<string>> _pool = new(StringComparer.Ordinal);

    public List<Option<string>> Values { get; } = [];

    /// <summary>How many labels have letters, such as NA, and still count as unknown.</summary>
    public Dictionary<string, int> WrittenUnknown { get; } = new(StringComparer.Ordinal);

    public int Cells => 1;

    public void Take(TableRow row, RowFaults faults)
    {
        var text = faults.Text(row, cell);
        if (!_pool.TryGetValue(text, out var label))
            _pool[text] = label = missing.Matches(text) ? Option<string>.None : text;
        Values.Add(label);
        if (label.IsNone && text.Length > 0)
            WrittenUnknown[text] = 1 + WrittenUnknown.GetValueOrDefault(text);
    }
}

/// <summary>The weights and labels that were asked for.</summary>
sealed record WeightsAndLabels(Option<int> WeightCell, Option<int> LabelCell, Missing MissingMarkers)
{
    public Option<WeightReading> Weights { get; } = WeightCell.Map(cell => new WeightReading(cell));

    public Option<LabelReading> Labels { get; } = LabelCell.Map(cell => new LabelReading(cell, MissingMarkers));

    /// <summary>Their columns.</summary>
    public Arr<int> Cells => WeightCell.ToArray().Concat(LabelCell.ToArray()).ToArray();

    /// <summary>What reads them.</summary>
    public IEnumerable<IRowReading> Readings => Weights.ToArray().Concat<IRowReading>(Labels.ToArray());

    public static Validation<EmError, WeightsAndLabels> Of(OpenTable open, ColumnChoice chosen) =>
        from weights in open.Find(chosen.Weights.ToArray())
        from labels in open.Find(chosen.Labels.ToArray())
        select new WeightsAndLabels(weights.HeadOrNone(), labels.HeadOrNone(), chosen.MissingMarkers);

    /// <summary>wᵢ [n]; null where none were asked for.</summary>
    public Numerics.Vector? WeightValues => Weights.MatchUnsafe<Numerics.Vector?>(read => Numerics.Vector.Of(read.Values), () => null);

    /// <summary>Columns with their roles, these behind them.</summary>
    public Arr<(int Cell, ColumnRole Role)> After(IEnumerable<(int Cell, ColumnRole Role)> columns) =>
        columns
            .Concat(WeightCell.Map(cell => (cell, ColumnRole.Weight)).ToArray())
            .Concat(LabelCell.Map(cell => (cell, ColumnRole.Label)).ToArray())
            .ToArray();

    /// <summary>What to look at twice: labels that look like names and count as unknown.</summary>
    public Arr<string> Notes =>
        Labels
            .Map(read => read.WrittenUnknown.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            .ToArray()
            .SelectMany(unknown => unknown)
            .Select(pair => $"{pair.Value} of the labels {(pair.Value == 1 ? "is" : "are")} '{pair.Key}', which counts as unknown")
            .ToArray();

    /// <summary>The labels [n].</summary>
    public RowLabels LabelValues => Labels.Match(read => RowLabels.OfNames(read.Values), () => RowLabels.None);
}
