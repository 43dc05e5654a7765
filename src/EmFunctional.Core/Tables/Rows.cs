using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>
/// Rows as programs hold them, as a <see cref="Table"/> for any model. Whatever the way in, the same numbers under the same names are the same data, with the same hash, as those of a
/// file.
/// </summary>
public static class Rows
{
    /// <summary>How messages name data that come from no file.</summary>
    public const string Source = "data in memory";

    /// <summary>A table of the numbers of a matrix.</summary>
    /// <param name="numbers">The numbers, NaN where one is missing; they are copied [n×d].</param>
    /// <param name="names">The columns' names [d]; <c>column1</c> … if none are given.</param>
    /// <exception cref="ArgumentException">There are names of another number of columns.</exception>
    /// <example>
    /// <code><![CDATA[
    /// var table = Rows.Of(new double[,] { { 1, 2 }, { 3, double.NaN }, { 5, 8 } }, "x", "y");
    /// var data = GaussianMixtureData.Parse(table).OrThrow();
    /// Console.WriteLine($"{data.Names}, {data.Rows} rows"); // prints: [x, y], 3 rows
    /// ]]></code>
    /// </example>
    public static Table Of(double[,] numbers, params IReadOnlyList<string> names) =>
        Of(numbers.Cast<double>().ToArray(), numbers.GetLength(1), names);

    /// <summary>A table of numbers that stand in memory row after row.</summary>
    /// <param name="numbers">The numbers, NaN where one is missing; nobody changes them [n×d].</param>
    /// <param name="columns">d ≥ 1, the length of a row.</param>
    /// <param name="names">The columns' names [d]; <c>column1</c> … if none are given.</param>
    /// <exception cref="ArgumentException">The numbers are no whole rows, or there are names of another number of columns.</exception>
    public static Table Of(ReadOnlyMemory<double> numbers, int columns, params IReadOnlyList<string> names) =>
        numbers.IsEmpty && columns >= 1 ? new(Source, []) : Table.Of(Source, new NumberBlock(columns, numbers) { Names = names.ToArray() });

    /// <summary>A table of rows of numbers.</summary>
    /// <param name="rows">The rows, NaN where a number is missing; they are copied [n][d].</param>
    /// <param name="names">The columns' names [d]; <c>column1</c> … if none are given.</param>
    /// <returns>The table; or the first row that is shorter or longer than the first.</returns>
    /// <exception cref="ArgumentException">There are names of another number of columns.</exception>
    public static Either<EmError, Table> Of(IReadOnlyList<double[]> rows, params IReadOnlyList<string> names)
    {
        if (rows.Count == 0)
            return new Table(Source, []);
        var d = rows[0].Length;
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Length != d || d == 0)
                return new EmError.RaggedRow(new(Source, i + 1, 1), Math.Max(1, d), rows[i].Length);
        return Of(rows.SelectMany(row => row).ToArray(), d, names);
    }

    /// <summary>A table of records: of each a row.</summary>
    /// <param name="records">The records.</param>
    /// <param name="numbers">Columns of numbers by name; null or NaN where one is missing.</param>
    /// <param name="texts">Columns of texts by name; null where one is missing.</param>
    /// <exception cref="ArgumentException">There are no columns.</exception>
    public static Table Of<T>(
        IEnumerable<T> records,
        IReadOnlyList<(string Name, Func<T, double?> Number)> numbers,
        IReadOnlyList<(string Name, Func<T, string?> Text)>? texts = null
    )
    {
        if (texts is not { Count: > 0 })
            return Of(
                records.SelectMany(record => numbers.Select(column => column.Number(record) ?? double.NaN)).ToArray(),
                numbers.Count,
                [.. numbers.Select(column => column.Name)]
            );
        TableRow Row(T record, int index)
        {
            double[] values = [.. numbers.Select(column => column.Number(record) ?? double.NaN)];
            return new TextRow(
                index + 1,
                [.. values.Select(NumberText.Shortest), .. texts.Select(column => column.Text(record) ?? "")],
                cell => cell + 1
            );
        }
        var names = new TextRow(0, [.. numbers.Select(column => column.Name), .. texts.Select(column => column.Name)], cell => cell + 1);
        return new(Source, records.Select(Row).Prepend(names)) { Header = true };
    }
}
