using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models;

/// <summary>A row of which nothing was observed counts nothing, in criteria too.</summary>
public class BlankRowTests
{
    static readonly string[] _rows = ["a,b", "1,2", "2,1", "1.5,1.6", "7,9", "8,7", "7.7,8.2", "4,5", "5,4.5"];

    [Theory]
    [InlineData("gaussian-mixture", "")]
    [InlineData("mixture", "normal(a) * normal(b)")]
    [InlineData("mixture", "multivariate-normal(a, b)")]
    public void It_changes_neither_n_nor_entropy(string model, string family)
    {
        var (without, with) = (Open(model, family, _rows), Open(model, family, [.. _rows, "NA,NA", "NA,NA"]));
        var start = without.Starting.Methods[0].Draw(new Seed(1)).OrThrow();
        var saved = without.At(start);
        Assert.Equal(8, without.Rows.Size);
        Assert.Equal(8, with.Rows.Size);
        Assert.True(without.Rows.Entropy(saved) > 0);
        Assert.Equal(without.Rows.Entropy(saved), with.Rows.Entropy(saved), 12);
        Assert.Equal(without.Rows.HardEntropy(saved), with.Rows.HardEntropy(saved), 12);
    }

    static OpenedModel Open(string model, string family, string[] rows)
    {
        var entry = Registry.Standard.Find(model).OrThrow();
        var given = Prelude.Seq1(new ModelOption("components", "2"));
        var options = entry.Resolve(family.Length == 0 ? given : given.Add(new("family", family))).OrThrow();
        return entry.Open(new(TestTable.Of(rows), ColumnChoice.Default, options)).OrThrow();
    }
}
