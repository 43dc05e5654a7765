using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Whether the first row of a text is its header, from that row and those below it.</summary>
/// <param name="IsHeader">Whether it is.</param>
/// <param name="Doubt">What speaks for the other, where something does.</param>
sealed record HeaderGuess(bool IsHeader, Option<string> Doubt)
{
    /// <summary>So many rows below the first are looked at, fewer of a wide table.</summary>
    public const int RowsBelow = 100;

    enum Kind
    {
        Missing,
        Number,
        Text,
    }

    /// <summary>
    /// A name that was asked for makes the row a header. Otherwise numbers above numbers make it data, unless they look like names (years, or 0, 1, 2 …);
    /// a text above numbers makes it a header, and above texts too, unless the same text comes again below it. What stands for a missing number, and an
    /// infinity, is no name.
    /// </summary>
    public static HeaderGuess Of(TableRow first, IReadOnlyList<TableRow> below, Missing missing, Arr<string> known, TextFormat format)
    {
        var rows = below.Where(row => row.Count == first.Count).ToArray();
        var names = known.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var cells = first.Texts.Select(cell => cell.Trim()).ToArray();
        var kinds = cells.Select(cell => KindOf(cell, missing, format)).ToArray();
        if (cells.Any(names.Contains))
            return new(true, Option<string>.None);
        var texts = Places(kinds, Kind.Text);
        var numbers = Places(kinds, Kind.Number);
        var asNames = LookLikeNames(cells, numbers, rows, isLeadMissing: kinds[0] == Kind.Missing);
        bool HasNumber(int at) => rows.Any(row => row.TryNumber(at, out _));
        if (texts.Length == 0)
            return new(
                numbers.Length > 1 && asNames,
                numbers.Length > 1 && (asNames || AreInStep(cells, numbers))
                    ? $"the first row, {string.Join(", ", cells.Take(5))}{(cells.Length > 5 ? " …" : "")}, was taken for {(asNames ? "names, though it is numbers" : "data, though it may be names")}"
                    : Option<string>.None
            );
        if (!asNames && numbers.Any(HasNumber))
            return new(false, Option<string>.None);
        if (texts.Any(HasNumber))
            return new(true, Option<string>.None);
        return texts.Any(at => rows.Any(row => row[at].AsSpan().Trim().SequenceEqual(cells[at])))
            ? new(false, Option<string>.None)
            : new(
                true,
                rows.Length > 0
                    ? $"the first row was taken for names, though like the rows below it it holds no numbers: {string.Join(", ", cells.Take(5))}"
                    : Option<string>.None
            );
    }

    static int[] Places(Kind[] kinds, Kind kind) => [.. Enumerable.Range(0, kinds.Length).Where(at => kinds[at] == kind)];

    static Kind KindOf(string cell, Missing missing, TextFormat format) =>
        missing.Matches(cell) ? Kind.Missing
        : format.TryNumber(cell, out _) || Infinities.Has(cell) ? Kind.Number
        : Kind.Text;

    // Years that are nowhere below; or 0, 1, 2 … above broken numbers, or above the row numbers that go with them.
    static bool LookLikeNames(string[] cells, int[] numbers, TableRow[] rows, bool isLeadMissing)
    {
        var whole = Whole(cells, numbers);
        if (whole.Length == 0 || rows.Length == 0)
            return false;
        bool IsWhole(TableRow row, int at, out int value) =>
            int.TryParse(row[at].AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (whole.All(IsYear) && whole.Distinct().Count() == whole.Length)
            return numbers.All(at => rows.All(row => !(IsWhole(row, at, out var value) && IsYear(value))));
        if (!AreInStep(cells, numbers))
            return false;
        var isNumbered = isLeadMissing && rows.Select((row, i) => IsWhole(row, 0, out var value) && value == i).All(same => same);
        return isNumbered || numbers.All(at => rows.Any(row => row.TryNumber(at, out var value) && value != Math.Floor(value)));
    }

    static bool IsYear(int value) => value is >= 1500 and <= 2200;

    // From 0 or 1 in steps of 1, at least two of them.
    static bool AreInStep(string[] cells, int[] numbers)
    {
        var whole = Whole(cells, numbers);
        return whole.Length > 1 && whole[0] is 0 or 1 && whole.Select((value, i) => value == whole[0] + i).All(same => same);
    }

    static int[] Whole(string[] cells, int[] numbers)
    {
        var whole = numbers.Select(at =>
            int.TryParse(cells[at], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1
        );
        return whole.Contains(-1) ? [] : [.. whole];
    }
}

// What programs write for infinity.
static class Infinities
{
    public static bool Has(string cell) =>
        cell.AsSpan().Trim().TrimStart("+-") is var bare
        && (
            bare.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("infinity", StringComparison.OrdinalIgnoreCase)
            || bare.SequenceEqual("∞")
            || (Numerics.NumberText.TryRead(cell, out var value) && double.IsInfinity(value))
        );
}
