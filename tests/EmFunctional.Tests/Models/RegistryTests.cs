using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Models;

/// <summary>A registry with a family of one's own: structures know it by name, and a saved model is checked with it.</summary>
public sealed class RegistryTests
{
    static readonly Registry _own = Registry.Standard.Add(FamilyEntry.Of<Lifetime>("lifetimes"));

    [Fact]
    public void Every_structure_takes_a_family_of_ones_own()
    {
        var entry = _own.Find("mixture").OrThrow();
        var options = entry
            .Resolve(Prelude.Seq(new ModelOption("components", "1"), new ModelOption("family", "lifetime(hours)")))
            .OrThrow();
        var table = TestTable.Of("hours", "1", "2", "6");
        var opened = entry.Open(new(table, ColumnChoice.Default, options)).OrThrow();
        var fit = Em.Fit(opened.Problem, opened.Starting.Methods[0].Draw(new Seed(1)).OrThrow()).OrThrow();
        var saved = opened.At(fit.State.Parameters);
        Assert.Equal(3, saved.Parameters[1]);
        Assert.Equal(1, _own.DegreesOfFreedomOf(saved));
        Assert.Equal(Option<int>.None, Registry.Standard.DegreesOfFreedomOf(saved));
    }

    [Fact]
    public void Names_are_there_once()
    {
        Assert.Throws<ArgumentException>(() => _own.Add(FamilyEntry.Of<Lifetime>("the same again")));
        Assert.Throws<ArgumentException>(() => _own.Add(_own.Find("coins").OrThrow()));
        Assert.Equal(_own.Models.Map(model => model.Name), Registry.Standard.Models.Map(model => model.Name));
    }

    // f(x) = e^(−x/m)/m.
    readonly struct Lifetime(double mean) : IFamily<Lifetime>
    {
        public FamilyShape Shape =>
            new(
                "lifetime",
                Arr.create(new Parameter("mean", Coordinates.Positive)),
                Arr.create(new Column("lifetime", Domain.Positive)),
                Sums: 1
            );

        public Lifetime At(ReadOnlySpan<double> theta) => new(theta[0]);

        public double LogDensity(double from, ReadOnlySpan<double> x) => from - x[0] / mean - Elementary.Log(mean);

        public void Add(ReadOnlySpan<double> x, double r, Span<double> sums) => sums[0] += r * x[0];

        public double? Maximise(Expected expected, Span<double> theta)
        {
            theta[0] = expected.Sums[0] / expected.Mass;
            return null;
        }

        public void Draw(Seed seed, Span<double> row) => row[0] = -mean * Elementary.Log(seed.Uniform(1));
    }
}
