using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Tests.Modelling;

/// <summary>What was read, told in a few lines; and what a description knows of its columns.</summary>
public class WhatIsReadTests
{
    static readonly ReadColumn[] _columns =
    [
        new("x", ColumnRole.Number),
        new("flip", ColumnRole.Observation),
        new("w", ColumnRole.Weight),
        new("l", ColumnRole.Label),
        new("s", ColumnRole.Sequence),
    ];

    static readonly DataDescription _read = new()
    {
        Source = "a.csv",
        Header = true,
        Separator = ';',
        Columns = _columns,
        Unread = new[] { new UnreadColumn("id", "text"), new UnreadColumn("z", "left out") },
        Rows = 12,
        BlankLines = 1,
        Missing = 2,
        Format = new()
        {
            Decimal = ',',
            Thousands = '.',
            Comment = '#',
        },
        Encoding = "latin-1",
        WeightSum = 12.5,
        Labels = new[] { new LabelCount("a", 4), new LabelCount("b", 5) },
        Sequences = new SequenceLengths(3, 2, 7),
        Symbols = Arr.create("H", "T"),
        Notes = Arr.create("look twice"),
    };

    [Fact]
    public void All_that_is_known_is_told() =>
        Assert.Equal(
            [
                "a.csv: read 12 rows, 2 missing cells, 1 blank line passed over, the first names the columns, cells separated by semicolons, "
                    + "decimal commas, points between thousands, lines that begin with # passed over, text in latin-1",
                "  columns: x, flip, w (weights), l (labels), s (sequences); left out: id (text), z (left out)",
                "  3 sequences of 2 to 7 places, 2 symbols: H, T",
                "  weights: their sum is 12.5",
                "  labels: a 4, b 5, 3 unknown",
                "  note: look twice",
            ],
            _read.Lines()
        );

    [Fact]
    public void What_nobody_knows_is_left_out()
    {
        Assert.Equal(["the data: read 1 row"], (DataDescription.Unknown with { Rows = 1 }).Lines());
        Assert.Equal(["a: read no header"], new DataDescription { Source = "a", Header = false }.Lines());
        var read = DataDescription.Unknown with { Rows = 3, Sequences = new SequenceLengths(1, 3, 3) };
        Assert.Equal(["the data: read 3 rows", "  1 sequence of 3 places"], read.Lines());
        Assert.Equal(
            "  left out: id (text)",
            new DataDescription { Unread = new[] { new UnreadColumn("id", "text") } }
                .Lines()
                .Last()
        );
        Assert.Equal(
            "  columns: x",
            new DataDescription { Columns = new[] { _columns[0] } }
                .Lines()
                .Last()
        );
    }

    [Theory]
    [InlineData(',', "commas")]
    [InlineData('\t', "tabs")]
    [InlineData('|', "bars")]
    [InlineData(' ', "spaces")]
    [InlineData('\'', "apostrophes")]
    [InlineData(':', "':'")]
    public void Separators_have_names(char separator, string name) =>
        Assert.Equal(
            $"the data: read 1 row, cells separated by {name}",
            Assert.Single((DataDescription.Unknown with { Rows = 1, Separator = separator }).Lines())
        );

    [Fact]
    public void Columns_are_found_by_what_they_were_read_for()
    {
        Assert.Equal(("w", "l", "s"), (_read.WeightColumn.IfNone(""), _read.LabelColumn.IfNone(""), _read.SequenceColumn.IfNone("")));
        Assert.Equal(Arr.create("x", "flip"), _read.Observations);
        // Those that were not asked for by name need not have theirs in other data.
        Assert.Equal(Arr.create("x"), _read.ModelColumns);
        Assert.Equal(Arr.create("x", "flip"), (_read with { IsByName = true }).ModelColumns);
        Assert.True(DataDescription.Unknown.WeightColumn.IsNone);
    }

    [Fact]
    public void Data_that_were_not_read_from_a_table_have_columns_of_numbers()
    {
        Assert.Equal(
            [new("a", ColumnRole.Number), new("b", ColumnRole.Number)],
            DataDescription.Unknown.OrOf(Arr.create("a", "b")).Columns.ToArray()
        );
        Assert.Same(_read, _read.OrOf(Arr.create("a")));
    }

    [Fact]
    public void What_is_known_of_the_rows_is_added()
    {
        var labels = RowLabels.OfNames(new[] { Prelude.Some("b"), Prelude.None, Prelude.Some("b"), Prelude.Some("a") });
        var read = DataDescription.Unknown.With(4, 1, RowWeights.Create([1, 0, 2, 0.5], 4).OrThrow(), labels);
        Assert.Equal((4, 1L, 3.5), (read.Rows.IfNone(0), read.Missing, read.WeightSum.IfNone(0)));
        Assert.Equal([new("a", 1), new("b", 2)], read.Labels.ToArray());
        Assert.Equal(Arr.create("a", "b"), read.LabelNames);
        Assert.True(DataDescription.Unknown.With(4, 0, RowWeights.None, RowLabels.None).WeightSum.IsNone);
        var byIndex = DataDescription.Unknown.With(3, 0, RowWeights.None, RowLabels.Create([2, -1, 0], 3).OrThrow());
        Assert.Equal([new("0", 1), new("1", 0), new("2", 1)], byIndex.Labels.ToArray());
    }

    [Fact]
    public void Twelve_names_are_listed_and_the_others_counted()
    {
        static Arr<string> Names(int count) => Enumerable.Range(1, count).Select(i => $"x{i}").ToArray();
        Assert.Equal("x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12", Wording.Listed(Names(12)));
        Assert.Equal("x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12 and 1 more", Wording.Listed(Names(13)));
        Assert.Equal(("0 rows", "1 row", "2 rows"), (Wording.Count(0, "row"), Wording.Count(1, "row"), Wording.Count(2, "row")));
    }

    [Fact]
    public void Variances_of_what_spans_too_much_or_too_little_cannot_be_computed()
    {
        Assert.True(Scale.Fault("x", [0, 1]).IsNone);
        Assert.True(Scale.Fault("x", [3, 3]).IsNone);
        Assert.True(Scale.Fault("x", [double.NaN, 1, 2]).IsNone);
        Assert.True(Scale.Fault("x", 1e152).IsNone);
        Assert.True(Scale.Fault("x", 1e-152).IsNone);
        Assert.Equal(new EmError.OutOfScale("x", 2e152), Scale.Fault("x", [-1e152, 1e152]).IfNone(() => null!));
        Assert.Equal(new EmError.OutOfScale("x", 1e-153), Scale.Fault("x", [0, 1e-153]).IfNone(() => null!));
    }

    [Fact]
    public void Sizes_that_do_not_agree_are_a_mistake_of_whoever_calls()
    {
        Sizes.Equal("weights", 3, "rows", 3, "weights");
        Sizes.Below("component", 2, "components", 3, "component");
        Sizes.Below("component", 0, "components", 3, "component");
        var unequal = Assert.Throws<ArgumentException>(() => Sizes.Equal("weights", 2, "rows", 3, "w"));
        Assert.StartsWith("2 weights, where there are 3 rows", unequal.Message, StringComparison.Ordinal);
        Assert.Equal("w", unequal.ParamName);
        foreach (var outside in new[] { -1, 3 })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => Sizes.Below("component", outside, "components", 3, "k"));
            Assert.StartsWith(
                $"component {outside}, where there are 3 components, counted from 0",
                error.Message,
                StringComparison.Ordinal
            );
            Assert.Equal("k", error.ParamName);
        }
    }

    [Fact]
    public void An_order_has_each_component_once()
    {
        Assert.Equal(Arr.create(2, 0, 1), ComponentOrder.Of(Arr.create(2, 0, 1), 3));
        foreach (var wrong in new[] { Arr.create(0, 1), Arr.create(0, 1, 1), Arr.create(1, 2, 3) })
        {
            var error = Assert.Throws<ArgumentException>(() => ComponentOrder.Of(wrong, 3));
            Assert.StartsWith(
                $"an order of 3 components has each number from 0 to 2 once, and this is [{string.Join(", ", wrong)}]",
                error.Message,
                StringComparison.Ordinal
            );
        }
    }
}
