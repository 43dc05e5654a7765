using System.IO;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Tests.Tables;

/// <summary>Every way in gives the same data.</summary>
public class RowsTests
{
    const string Text = "x,y\n1.5,2\n0.1,\n-3,4.25\n";

    sealed record Pair(double? X, double? Y, string Kind = "");

    static readonly Pair[] _pairs = [new(1.5, 2, "a"), new(0.1, null, "b"), new(-3, 4.25, "a")];

    static string Id(Table table) => GaussianMixtureData.Parse(table).OrThrow().Id.ToString();

    public static TheoryData<string> Ways() => ["double[,]", "double[][]", "memory", "records"];

    static Table In(string way) =>
        way switch
        {
            "double[,]" => Rows.Of(
                new[,]
                {
                    { 1.5, 2 },
                    { 0.1, double.NaN },
                    { -3, 4.25 },
                },
                "x",
                "y"
            ),
            "double[][]" => Rows.Of(
                    [
                        [1.5, 2],
                        [0.1, double.NaN],
                        [-3, 4.25],
                    ],
                    "x",
                    "y"
                )
                .OrThrow(),
            "memory" => Rows.Of(new[] { 1.5, 2, 0.1, double.NaN, -3, 4.25 }, 2, "x", "y"),
            _ => Rows.Of(_pairs, [("x", pair => pair.X), ("y", pair => pair.Y)]),
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_same_numbers_are_the_same_data_as_in_a_file(string way) =>
        Assert.Equal(Id(CsvTable.Read(new StringReader(Text), "text")), Id(In(way)));

    [Fact]
    public void Columns_without_names_are_those_of_a_file_without_a_header() =>
        Assert.Equal(
            Id(CsvTable.Read(new StringReader("1.5,2\n0.1,4\n-3,7.5\n"), "text") with { Header = false }),
            Id(Rows.Of(new[] { 1.5, 2, 0.1, 4, -3, 7.5 }, 2))
        );

    [Fact]
    public void Records_with_texts_are_the_same_data_too()
    {
        Option<EmFunctional.Numerics.Hash256> Fit(Table table)
        {
            var entry = Registry.Standard.Find("mixture").OrThrow();
            var options = entry.Resolve(Prelude.Seq1(new ModelOption("family", "normal(x) * categorical(kind)"))).OrThrow();
            return entry.Open(new(table, ColumnChoice.Default, options)).OrThrow().Problem.Identify();
        }
        var records = Rows.Of(_pairs, [("x", pair => pair.X)], [("kind", pair => pair.Kind)]);
        Assert.Equal(Fit(CsvTable.Read(new StringReader("x,kind\n1.5,a\n0.1,b\n-3,a\n"), "text")), Fit(records));
    }

    [Fact]
    public void A_row_of_another_length_is_named()
    {
        var error = Rows.Of([
                [1, 2],
                [3, 4],
                [5],
            ])
            .Match(_ => throw new InvalidOperationException(), error => error);
        var ragged = Assert.IsType<EmError.RaggedRow>(error);
        Assert.Equal((3, 2, 1), (ragged.At.Line, ragged.Expected, ragged.Found));
    }

    [Fact]
    public void No_whole_rows_and_names_of_other_columns_are_misuse()
    {
        Assert.Contains(
            "5 numbers in 2 columns",
            Assert.Throws<ArgumentException>(() => Rows.Of(new double[5], 2)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => Rows.Of(new double[2, 2], "x"));
        Assert.Throws<ArgumentException>(() => Rows.Of(_pairs, []));
    }

    [Fact]
    public void No_rows_are_an_error_of_the_data() =>
        Assert.True(GaussianMixtureData.Parse(Rows.Of(new double[0, 2])).Match(_ => false, faults => faults.Head is EmError.NoRows));
}
