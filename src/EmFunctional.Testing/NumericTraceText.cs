using System.Globalization;
using System.Linq;
using System.Text;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing;

static class NumericTraceText
{
    const string First = "iteration";

    // Room for a sign, 17 digits, a point and an exponent of three digits.
    const int Width = 24;

    public static string Write(NumericTrace trace)
    {
        var text = new StringBuilder(First);
        foreach (var column in trace.Columns)
            text.Append("  ").Append(column.PadLeft(WidthOf(column)));
        foreach (var row in trace.Rows)
        {
            text.Append('\n').Append(row.Iteration.ToString(CultureInfo.InvariantCulture).PadLeft(First.Length));
            for (var i = 0; i < trace.Columns.Count; i++)
                text.Append("  ").Append(Cell(trace.Columns[i], row.Values[i]).PadLeft(WidthOf(trace.Columns[i])));
        }
        return text.ToString();
    }

    public static Option<NumericTrace> Read(string text)
    {
        var lines = text.TrimEnd('\n').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var header = Words(lines[0]);
        if (header is not [First, .. var columns])
            return Option<NumericTrace>.None;
        var rows = new TraceRow[lines.Length - 1];
        for (var i = 1; i < lines.Length; i++)
        {
            if (ReadRow(lines[i], columns.Length) is not { } row)
                return Option<NumericTrace>.None;
            rows[i - 1] = row;
        }
        return new NumericTrace(columns, rows);
    }

    static TraceRow? ReadRow(string line, int columns)
    {
        var words = Words(line);
        if (words.Length != columns + 1 || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var iteration))
            return null;
        var values = new double[columns];
        for (var i = 0; i < columns; i++)
            if (!NumberText.TryRead(words[i + 1], out values[i]))
                return null;
        return new(iteration, Vector.Create(values));
    }

    static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static bool IsCount(string column) => column == "evaluations";

    static int WidthOf(string column) => IsCount(column) ? column.Length : Math.Max(Width, column.Length);

    static string Cell(string column, double value) => IsCount(column) ? NumberText.Shortest(value) : NumberText.Full(value);
}
