using EmFunctional.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmFunctional.ML.Features;

/// <summary>A column of texts or single numbers as texts, from which numbers are read to the same bits.</summary>
static class TextField
{
    /// <summary>What reads a column.</summary>
    /// <param name="row">The row, which may move.</param>
    /// <param name="column">A column of texts, or of single numbers.</param>
    public static Func<string> Of(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not TextDataViewType)
        {
            var read = NumberField.Of(row, column);
            return () =>
            {
                var value = 0.0;
                read(new Span<double>(ref value));
                return NumberText.Shortest(value);
            };
        }
        var get = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        return () =>
        {
            get(ref text);
            return text.ToString();
        };
    }
}
