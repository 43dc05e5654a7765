using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Files;
using EmFunctional.Transcripts.Model;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Files;

/// <summary>The weights that salmon writes beside its classes.</summary>
public class SalmonWeightsTests
{
    // In the file the members of a class may come in any order; one of weight 0 is none.
    const string Text = "3\n3\na\nb\nc\n1\t0\t1\t10\n2\t1\t0\t0.75\t0.25\t8\n3\t2\t0\t1\t0.5\t0.5\t0\t4\n";

    static EquivalenceClasses Read()
    {
        using var folder = new TemporaryFolder();
        return SalmonClasses.Read(folder.Write("s.txt", Text)).OrThrow();
    }

    [Fact]
    public void Weights_go_with_their_transcripts()
    {
        var classes = Read();
        Assert.Equal([0, 0, 1, 0, 2], classes.Members.ToArray());
        Assert.Equal([1, 0.25, 0.75, 0.5, 0.5], classes.Weights.ToArray());
    }

    [Fact]
    public void Lengths_are_taken_out()
    {
        var classes = SalmonClasses.WithoutLengths(Read(), Vector.Create([300.0, 100, 150])).OrThrow();
        Assert.Equal([1, 1, 1, 1, 0.5], classes.Weights.ToArray());
        Assert.True(SalmonClasses.WithoutLengths(Read(), Vector.Create([300.0])).IsLeft);
    }

    // Whatever the lengths are, reads are shared out by the weights of the file.
    [Fact]
    public void Counts_do_not_depend_on_the_lengths()
    {
        double[] Counts(params double[] lengths)
        {
            var found = Vector.Create(lengths);
            var data = SalmonClasses.WithoutLengths(Read(), found).Bind(classes => AbundanceData.Create(classes, found)).OrThrow();
            return [.. Quantification.Of(data).OrThrow().Counts.Select(count => Math.Round(count, 3))];
        }
        Assert.Equal(Counts(1, 1, 1), Counts(300, 100, 150));
    }
}
