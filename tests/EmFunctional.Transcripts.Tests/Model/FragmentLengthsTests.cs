using System.Globalization;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Transcripts.Model;
using EmFunctional.Transcripts.Tests.Support;

namespace EmFunctional.Transcripts.Tests.Model;

public class FragmentLengthsTests
{
    [Fact]
    public void The_histogram_of_the_test_data_has_the_mean_that_kallisto_reports_and_its_effective_lengths()
    {
        var histogram = Vector.Of(
            Reference.Text("kallisto_test/fragment_lengths_pe.txt").Split().Where(text => text.Length > 0).Select(Number)
        );
        var fragments = Right(FragmentLengths.Of(histogram));
        Assert.Equal(178.02, fragments.Mean, 2);
        AssertEffectiveLengths("kallisto_test/q_pe/abundance.tsv", fragments);
    }

    [Fact]
    public void A_given_normal_distribution_has_the_effective_lengths_of_kallisto() =>
        AssertEffectiveLengths("kallisto_test/q_se/abundance.tsv", Right(FragmentLengths.Normal(200, 20)));

    [Fact]
    public void A_transcript_that_is_shorter_than_every_fragment_keeps_its_length()
    {
        var histogram = Vector.Of(1000, j => j is 100 or 300 ? 1 : 0);
        var fragments = Right(FragmentLengths.Of(histogram));
        Assert.Equal(99, fragments.MeanWithin(99) + 99);
        Assert.Equal((100, 99 + 1, 1), (fragments.MeanWithin(299), fragments.EffectiveLength(99), fragments.EffectiveLength(100)));
        Assert.Equal((200, 200, 801), (fragments.MeanWithin(300), fragments.Mean, fragments.EffectiveLength(1000)));
    }

    [Fact]
    public void What_is_no_distribution_is_an_error()
    {
        Assert.True(FragmentLengths.Of(Vector.Of(999, _ => 1)).IsLeft);
        Assert.Contains("length 7", Left(FragmentLengths.Of(Vector.Of(1000, j => j == 7 ? -1 : 1))));
        Assert.Contains("standard deviation", Left(FragmentLengths.Normal(200, 0)));
        Assert.Contains("fragment length", Left(FragmentLengths.Normal(double.NaN, 1)));
    }

    // Six digits are printed.
    static void AssertEffectiveLengths(string table, FragmentLengths fragments)
    {
        foreach (var row in Reference.Lines(table).Skip(1).Select(line => line.Split('\t')))
            Assert.Equal(Number(row[2]), fragments.EffectiveLength(int.Parse(row[1], CultureInfo.InvariantCulture)), Number(row[2]) * 1e-5);
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    static T Right<T>(LanguageExt.Either<EmError, T> either) => either.OrThrow();

    static string Left<T>(LanguageExt.Either<EmError, T> either) => either.Match(_ => "", error => error.ToString());
}
