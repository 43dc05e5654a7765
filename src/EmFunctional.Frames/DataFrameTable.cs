using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;
using Microsoft.Data.Analysis;

namespace EmFunctional.Frames;

/// <summary>Data frames of Microsoft.Data.Analysis as tables.</summary>
/// <remarks>A data frame is an <c>IDataView</c> too, but as one it gives 0 where a whole number is missing.</remarks>
public static class DataFrameTable
{
    /// <summary>The columns of a frame: numbers, truth values as 0 and 1, texts; null is missing.</summary>
    /// <param name="frame">The frame; what is read of it is copied.</param>
    /// <returns>The table; an error that names a column that is none of these.</returns>
    public static Either<EmError, Table> Of(DataFrame frame)
    {
        try
        {
            return FrameColumn.TableOf(Rows.Source, [.. frame.Columns.Select(Column)]);
        }
        catch (InvalidFrame error)
        {
            return new EmError.BadArray(Rows.Source, error.Message);
        }
    }

    static FrameColumn Column(DataFrameColumn column) =>
        column is StringDataFrameColumn texts ? FrameColumn.Of(column.Name, [.. texts])
        : column is BooleanDataFrameColumn truths
            ? FrameColumn.Of(column.Name, [.. truths.Select(x => x is { } truth ? (truth ? 1 : 0) : double.NaN)])
        : column.IsNumericColumn()
            ? FrameColumn.Of(
                column.Name,
                [
                    .. column
                        .Cast<object?>()
                        .Select(x => x is null ? double.NaN : Convert.ToDouble(x, System.Globalization.CultureInfo.InvariantCulture)),
                ]
            )
        : throw new InvalidFrame(
            $"of columns of numbers, truth values and texts, and {column.Name} is of {column.DataType.Name}; convert it to numbers or texts"
        );
}
