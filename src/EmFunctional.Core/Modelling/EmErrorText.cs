using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>Errors in words: what is wrong, then what to do.</summary>
public static class EmErrorText
{
    /// <summary>The error as one line: <c>file:line:column: what is wrong; what to do</c>, without the place where there is none.</summary>
    /// <param name="error">The error.</param>
    public static string ToText(this EmError error) => Plain.Line(Words(error));

    static string Words(EmError error) =>
        error.Match(
            noRows: e => $"{e.Source}: no rows of data; give at least one row",
            tooFewRows: e => $"{Wording.Count(e.Rows, "row")} of data; give at least {e.Needed}",
            tooFewRowsForColumns: e =>
                $"{Wording.Count(e.Rows, "row")} of {Wording.Count(e.Columns, "column")}: a full or tied covariance needs at least {e.Columns + 1} rows; take a diagonal "
                + "or spherical form, fewer columns, or a prior",
            manyColumns: e => $"{e.Source}: columns {Wording.Listed(e.Columns)} all hold numbers; choose one",
            noColumns: e =>
                $"{e.Source}: no column is left to read: {Wording.Listed(e.Columns)} are for weights or labels, left out, or without a name; choose one by name",
            missingColumns: e =>
                $"{e.At}: no column {string.Join(", nor ", e.Wanted)} among {Wording.Listed(e.Found)}; name the columns in the first line",
            lacksColumn: e =>
                $"{e.Source}: no column {e.Name}, which the model reads, among {Wording.Listed(e.Found)}; name those that stand for its columns, in its "
                + "order",
            raggedRow: e =>
                $"{e.At}: {Wording.Count(e.Found, "cell")} where the header has {e.Expected}; give every row the same number of cells",
            badCell: e => $"{e.At}: '{Shown(e.Found)}' in {Named(e.Name)} must be {e.Expected.Name}; {Correction(e)}",
            emptyRow: e => $"{e.At}: a row without {e.Observation}; remove the row or fill it in",
            tooManyComponents: e =>
                e.Count == 0 ? $"{Wording.Count(e.Components, "component")}, but no {e.Things} of data; give at least one of them"
                : e.Count == 1 ? $"{Wording.Count(e.Components, "component")}, but only 1 {e.Things.TrimEnd('s')} of data; ask for 1"
                : $"{Wording.Count(e.Components, "component")}, but only {e.Count} {e.Things} of data; ask for at most {e.Count}",
            tooManyLabels: e =>
                $"{Wording.Count(e.Labels, "label")} for {Wording.Count(e.Components, "component")}; ask for at least {e.Labels} components, or join labels",
            outsideDomain: e => $"{e.Name} = {NumberText.Shortest(e.Value)} must be {e.Domain.Name}; choose another value",
            wrongLength: e => $"{Wording.Count(e.Found, "value")} for {e.Name}, where the model has {e.Expected}; give {e.Expected}",
            wrongShape: e => $"{e.Name} has the shape {e.Found}, where the model has {e.Expected}; give {e.Expected}",
            unknownName: e => $"unknown {e.Kind} '{Shown(e.Name)}'; {Nearest.Advice(e.Name, e.Known)}",
            allEqual: e =>
                $"all values of {Named(e.Name)} are {NumberText.Shortest(e.Value)}; there is nothing to estimate, choose another column",
            outOfScale: e =>
                $"values of {Named(e.Name)} span {Numerics.Shown.Significant(e.Range, 3)}, and the squares of such numbers cannot be computed; rescale the column "
                + "to a span between 1e-152 and 1e152",
            collinear: e =>
                e.AreCovariates
                    ? $"column {e.Column} is determined by {string.Join(", ", e.Others)} and a constant, so its coefficient can be any number; leave one "
                        + "of them out"
                    : $"column {e.Column} is determined by {string.Join(", ", e.Others)}, so a full or tied covariance has no inverse; leave it out, or take a "
                        + "diagonal or spherical form",
            notPositiveDefinite: e =>
                $"{e.Name} must be positive definite{(e.Least > 0 ? $", its eigenvalues at least {NumberText.Shortest(e.Least)}" : "")}; its smallest "
                + $"eigenvalue is {Numerics.Shown.Significant(e.Eigenvalue, 4)}, choose other values",
            degenerate: e =>
                e.Mass == 0
                    ? $"component {e.Component.IfNone(0)} is responsible for no row, so it has no parameters that fit best; {Fewer}"
                    : Collapsed(e),
            allMissing: e => $"nothing of {Named(e.Name)} was observed; leave it out, or choose another column",
            allCensored: e =>
                $"every row is censored on the same side, as {Named(e.Name)} says; nothing bounds the estimates, add rows that were seen",
            noWeight: _ => "all weights are 0, so no row counts; give at least one row a weight above 0",
            badOption: e => $"{e.Name} '{Shown(e.Value)}' must be {e.Domain.Name}; choose another value",
            cannotDo: e => $"{e.Model} cannot {e.Deed}",
            unreadable: e => $"{e.Source}: {Reason(e.Fault)}",
            changedFile: e =>
                $"{e.Source}: was cut off or changed while it was read, at row {e.Row} or behind it; run again when nobody writes to it",
            unwritable: e => $"{e.Path}: cannot be written: {e.Reason}; nothing else is lost, name another file",
            badArray: e => $"{e.Source}: must be {e.Expected}",
            badJson: e => $"{e.At}: expected {e.Expected}; write an object of parameters by name",
            notUnicode: e => $"{e.At}: {e.Found} is no Unicode text; write the file as UTF-8",
            overLimit: e =>
                $"{e.Name} would be {NumberText.Shortest(e.Count)}, and the limit is {NumberText.Shortest(e.Most)}; ask for less, or raise the limit",
            badModelFile: e => $"{e.Source}: {e.Field} must be {e.Expected}; save the model anew",
            inFile: e => $"{e.Source}: {e.Error.ToText()}",
            unknownModelVersion: e =>
                $"{e.Source}: a model of version {e.Version}, and the newest known here is {e.Known}; use the software that wrote it, or a newer one",
            impossibleRow: e =>
                $"row {e.Row} of the data has probability 0 under every component; start from parameters that allow it, or check the row",
            impossibleSequence: e =>
                $"sequence {e.Sequence} of the data has probability 0: its observation {e.Place} cannot follow those before it; start from "
                + "parameters that allow it, or check the sequence",
            notFinite: e =>
                $"{e.Name} became {NumberText.Shortest(e.Value)}; start from other parameters, or look for extreme values in the data",
            decreased: e =>
                $"{Fall(e.Iteration, e.From, e.To, e.Slack)}; an exact E- and M-step cannot do this: check the model's code, or declare the model not monotone",
            recorded: e => e.Text,
            badStopRule: e =>
                $"stop rule '{Shown(e.Text, 200)}', column {e.Column}: expected {e.Expected}; write for example aitken(1e-6) | iterations(10000)"
        );

    /// <summary>How far an objective fell, in words.</summary>
    internal static string Fall(int iteration, double from, double to, double slack) =>
        $"the objective fell at iteration {iteration} from {NumberText.Shortest(from)} to {NumberText.Shortest(to)}, "
        + $"more than rounding ({NumberText.Shortest(slack)}) explains";

    static string Collapsed(EmError.Degenerate e) =>
        $"{e.Component.Match(k => $"component {k}", () => "the covariance of all components")} has collapsed: mass "
        + $"{Numerics.Shown.Significant(e.Mass, 6)}, smallest eigenvalue of its covariance {Numerics.Shown.Significant(e.Eigenvalue, 4)}; its likelihood has no "
        + $"maximum; {Fewer}";

    // Which is no help to a single one.
    const string Fewer = "where there are several components, start elsewhere or ask for fewer";

    static string Named(string name) => name.Length == 0 ? "the column" : name;

    /// <summary>Why a file cannot be read, and what to do.</summary>
    /// <param name="fault">The reason.</param>
    public static string Reason(ReadFault fault) =>
        fault switch
        {
            ReadFault.Missing => "there is no such file; check the path",
            ReadFault.NoText => "its name is no UTF-8, and such files cannot be opened by name; rename it, or give what it holds by a pipe",
            ReadFault.Folder => "this is a folder; name a file in it",
            ReadFault.Denied => "reading it is not allowed; check its permissions",
            _ => "the system could not read it; try again, or copy it elsewhere",
        };

    static string Correction(EmError.BadCell e) =>
        !e.Expected.Name.Contains("number", StringComparison.Ordinal) ? "correct this cell"
        : NumberLikes.HasComma(e.Found) ? "write numbers with a decimal point and without separators of thousands"
        : NumberLikes.IsMarker(e.Found) ? "correct this cell, or state what stands for a missing value"
        : "correct this cell";

    static string Shown(string text, int most = 40) => text.Length <= most ? text : text[..most] + "…";
}
