using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Models;

/// <summary>Data and parameters of another family than the model's are misuse, and named before anything is computed.</summary>
public class OtherFamilyTests
{
    static readonly MixtureData _counts = MixtureData.Of<Poisson>([1, 2, 3, 4, 9]).OrThrow();

    [Fact]
    public void Data_of_another_width_are_refused_with_both_numbers() =>
        Refused(
            "1 columns of the data, where there are 2 columns of coin",
            () => Em.Fit(Mixture.Of<Coin>(2), _counts, Sample.ArticleStart)
        );

    [Fact]
    public void Data_of_another_domain_are_refused_by_name()
    {
        var numbers = MixtureData.Of<Normal>([-1, 0.5, 2]).OrThrow();
        var mixture = Mixture.Of<Poisson>(1);
        Refused("the data are of normal(x), and the model is of poisson(count)", () => Em.Fit(mixture, numbers, mixture.Start(_counts)));
    }

    [Fact]
    public void Parameters_of_another_family_are_refused_with_both_numbers() =>
        Refused(
            "1 numbers of a component, where there are 2 parameters of normal",
            () => Mixture.Of<Normal>(2).Posterior(Sample.ArticleStart, [1.0])
        );

    [Fact]
    public void Counts_suit_every_family_of_counts()
    {
        var mixture = Mixture.Of<Geometric>(1);
        Assert.True(Em.Fit(mixture, _counts, mixture.Start(_counts)).IsRight);
    }

    static void Refused(string message, Action misuse) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(misuse).Message, StringComparison.Ordinal);
}
