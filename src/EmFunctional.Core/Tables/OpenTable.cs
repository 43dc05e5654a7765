using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>A table whose header is known: the names of its columns, and its rows of data, to be read once.</summary>
sealed class OpenTable
{
    readonly TableRow _first;
    readonly ColumnNames _names;

    readonly TableRow? _sample; // a row of data
    readonly Blank _blank = new();

    OpenTable(Table table, IReadOnlyList<TableRow> begin, IEnumerable<TableRow> rest, HeaderGuess guess, Option<bool> isStated)
    {
        var first = begin.First(row => !row.IsBlank);
        (Table, _first, HasHeader) = (table, first, guess.IsHeader);
        _sample = Table.OfData(begin, HasHeader, _ => { }).FirstOrDefault(row => !row.IsBlank);
        Rows = Table.OfData(begin.Concat(rest), HasHeader, _ => _blank.Lines++);
        Doubt = isStated.IsSome ? Option<string>.None : guess.Doubt;
        Names = Enumerable.Range(0, first.Count).Select(NameOf).ToArray();
        _names = new(Names);
    }

    public Table Table { get; }

    /// <summary>Whether the first row was the header.</summary>
    public bool HasHeader { get; }

    /// <summary>What speaks against that, where it was guessed.</summary>
    public Option<string> Doubt { get; }

    /// <summary>The names of the columns, trimmed; by its place where one has none.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The rows of data. In a table of one column a blank line is a missing cell; in others it is no row.</summary>
    public IEnumerable<TableRow> Rows { get; }

    /// <summary>The first row, whether it is the header or not.</summary>
    public TableRow First => _first;

    /// <summary>Whether a column has a name, or needs none since no column has.</summary>
    public bool IsNamed(int column) => !HasHeader || _first[column].AsSpan().Trim().Length > 0;

    string NameOf(int column) => HasHeader && IsNamed(column) ? _first[column].Trim() : Table.NameOf(column);

    // Blank lines that were passed over so far.
    sealed class Blank
    {
        public int Lines { get; set; }
    }

    /// <summary>Looks at the first rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="chosen">What was asked for.</param>
    /// <param name="known">Names of columns that the model knows.</param>
    /// <param name="guess">What the model knows of a first row, if anything.</param>
    public static Validation<EmError, OpenTable> Of(
        Table table,
        ColumnChoice chosen,
        Arr<string> known = default,
        Func<TableRow, Option<bool>>? guess = null
    )
    {
        var rows = table.Rows.GetEnumerator();
        var begin = new List<TableRow>();
        while (begin.Count == 0 || begin[^1].IsBlank)
        {
            if (!rows.MoveNext())
                return new EmError.NoRows(table.Source);
            if (rows.Current.Fault is { } fault)
                return fault;
            begin.Add(rows.Current.Kept);
        }
        var (first, lead) = (begin[^1], begin.Count);
        var isOver = false;
        while (!isOver && begin.Count - lead < Math.Min(HeaderGuess.RowsBelow, MostLookedAt / first.Count + 1))
        {
            isOver = !rows.MoveNext();
            if (isOver)
                break;
            begin.Add(rows.Current.Kept);
            isOver = rows.Current.Fault is not null;
        }
        var stated = table.Header.IsSome ? table.Header : chosen.Header;
        var isHeader = (stated.IsSome ? stated : guess?.Invoke(first) ?? Option<bool>.None).Match(
            said => new HeaderGuess(said, Option<string>.None),
            () => HeaderGuess.Of(first, begin[lead..], chosen.MissingMarkers, known.AddRange(chosen.Named), table.Format)
        );
        var unreadable = isHeader.IsHeader
            ? Enumerable.Range(0, first.Count).Where(at => !first.IsUnicode(at)).Take(1).Select(at => Unreadable(table, first, at)).ToSeq()
            : Seq<EmError>.Empty;
        return unreadable.IsEmpty ? new OpenTable(table, begin, Rest(rows, isOver), isHeader, stated) : unreadable;
    }

    // Of a wide table fewer rows are looked at before they are read.
    const int MostLookedAt = 100_000;

    static IEnumerable<TableRow> Rest(IEnumerator<TableRow> rows, bool isOver)
    {
        using (rows)
            while (!isOver && rows.MoveNext())
                yield return rows.Current;
    }

    /// <summary>The columns of given names, each of one column only.</summary>
    public Validation<EmError, Arr<int>> Find(Arr<string> asked) => _names.Find(asked).Bind(found => Unambiguous(found).Map(_ => found));

    /// <summary>The column of a name, if there is one.</summary>
    public Option<int> FindOne(string name) => _names.FindOne(name);

    /// <summary>Of two columns with one name nobody knows which was meant.</summary>
    public Validation<EmError, Unit> Unambiguous(IEnumerable<int> columns)
    {
        var twice = columns
            .Where(column => !_names.IsUnique(column))
            .Select(EmError (column) => new EmError.BadCell(Table.At(_first, column), "the header", Names[column], Domain.Unique))
            .ToSeq();
        return twice.IsEmpty ? Prelude.Success<EmError, Unit>(Prelude.unit) : twice;
    }

    /// <summary>What is known of the reading so far.</summary>
    /// <param name="chosen">What was asked for.</param>
    /// <param name="read">The columns that are read.</param>
    /// <param name="why">Why another is not, where it could have been.</param>
    public DataDescription Describe(ColumnChoice chosen, Arr<(int Cell, ColumnRole Role)> read, Func<int, string> why)
    {
        var taken = read.Map(column => column.Cell).ToHashSet();
        var without = _names.Find(chosen.Without).IfFail(Arr<int>.Empty).ToHashSet();
        var unread = Enumerable.Range(0, Names.Count).Where(cell => !taken.Contains(cell)).ToArray();
        return new()
        {
            Source = Table.Source,
            Header = Table.Header.IsSome ? Option<bool>.None : HasHeader,
            Separator = Names.Count > 1 && _first.Separator is { } separator ? separator : Option<char>.None,
            Columns = read.Map(column => new ReadColumn(Names[column.Cell], column.Role)),
            IsByName = !chosen.Columns.IsEmpty,
            Unread = unread
                .Select(cell => new UnreadColumn(
                    Names[cell],
                    without.Contains(cell) ? "not wanted"
                        : IsNamed(cell) ? why(cell)
                        : "it has no name"
                ))
                .ToArray(),
            BlankLines = Names.Count > 1 ? _blank.Lines : 0,
            MissingMarkers = chosen.Missing,
            Format = Table.Format,
            Encoding = Table.Encoding,
            Notes = Doubt.ToArray().Concat(unread.Where(HasDecimalComma).Take(1).Select(DecimalComma)).ToArray(),
        };
    }

    bool HasDecimalComma(int cell) => _sample is { } row && cell < row.Count && NumberLikes.HasComma(row[cell]);

    string DecimalComma(int cell) =>
        $"{Names[cell]} is written with commas within its numbers, such as '{_sample![cell]}': a point in other columns may be a separator of thousands";

    /// <summary>The error of a cell that is no text.</summary>
    public static EmError Unreadable(Table table, TableRow row, int cell) =>
        new EmError.BadCell(table.At(row, cell), "a cell that is read as text", row[cell], Domain.Unicode);
}
