using EmFunctional.Numerics;

namespace EmFunctional.Modelling;

/// <summary>Errors in words: what is wrong, then what to do.</summary>
public static class EmErrorText
{
    /// <summary>The error as one line: <c>file:line:column: what is wrong; what to do</c>, without the place where there is none.</summary>
    /// <param name="error">The error.</param>
    public static string ToText(this EmError error) =>
        error.Match(
            noRows: e => $"{e.Source}: no rows of data; give at least one row",
            missingColumns: e =>
                $"{e.At}: no column {string.Join(", nor ", e.Wanted)} among {string.Join(", ", e.Found)}; name the columns in the first line",
            raggedRow: e => $"{e.At}: {Count(e.Found, "cell")} where the header has {e.Expected}; give every row the same number of cells",
            badCell: e => $"{e.At}: '{Shown(e.Found)}' in {e.Name} must be {e.Expected.Name}; correct this cell",
            emptyRow: e => $"{e.At}: a row without {e.Observation}; remove the row or fill it in",
            tooManyComponents: e =>
                $"{Count(e.Components, "component")} for {Count(e.Rows, "row")} of data; ask for at most as many components as there are rows",
            outsideDomain: e => $"{e.Name} = {NumberText.Shortest(e.Value)} must be {e.Domain.Name}; choose another value",
            wrongLength: e => $"{Count(e.Found, "value")} for {e.Name}, where the model has {e.Expected}; give {e.Expected}",
            impossibleRow: e =>
                $"row {e.Row} of the data has probability 0 under every component; start from parameters that allow it, or check the row",
            notFinite: e =>
                $"{e.Name} became {NumberText.Shortest(e.Value)}; start from other parameters, or look for extreme values in the data",
            decreased: e => $"{e.Reason}; an exact E- and M-step cannot do this: check the model's code, or declare the model not monotone",
            badStopRule: e =>
                $"stop rule '{e.Text}', column {e.Column}: expected {e.Expected}; write for example aitken(1e-6) | iterations(10000)"
        );

    static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
