using EmFunctional.Modelling;

namespace EmFunctional.Tests.Modelling;

/// <summary>What a number must be, in words that a message can use, and where the edges of each domain belong.</summary>
public class DomainTests
{
    const double Exact = 9007199254740992; // 2⁵³

    public static TheoryData<string, Domain, double[], double[]> Domains { get; } =
        new()
        {
            { "above -1 and below 2", Domain.Between(-1, 2), [-0.5, 1.5], [-1, 2, -2, 3, double.NaN] },
            { "from -1 to 2", Domain.Within(-1, 2), [-1, 0, 2], [-1.5, 2.5, double.NaN] },
            { "a whole number, 3 or more", Domain.WholeNumberFrom(3), [3, 4, Exact], [2, 3.5, 2 * Exact, double.NaN] },
            { "a whole number from 0 to 2", Domain.Labels(3), [0, 1, 2], [-1, 0.5, 3, double.NaN] },
            { "at most the number of rows, 5", Domain.AtMost(5, "number of rows"), [-7, 5], [5.5, double.NaN] },
            { "0", Domain.Exactly(0), [0], [-0.0, 1] },
            { "a finite number", Domain.Finite, [-1e300, 0], [double.NaN, double.NegativeInfinity] },
            { "a number above 0", Domain.Positive, [5e-324, 1e300], [0, -1, double.PositiveInfinity] },
            { "a number above 0, 6e-309 or more", Domain.Invertible, [6e-309, 1], [5e-309, 0, double.PositiveInfinity] },
            { "at least 2", Domain.AtLeast(2), [2, 3], [1.5, double.PositiveInfinity, double.NaN] },
            { "0 or a number above it", Domain.NonNegative, [0, 1], [-5e-324, double.PositiveInfinity, double.NaN] },
            { "a name that no other column has", Domain.Unique, [], [0] },
            { "text in UTF-8", Domain.Unicode, [], [0] },
            { "plain or squarem", Domain.Letters("plain or squarem"), [], [0] },
        };

    [Theory]
    [MemberData(nameof(Domains))]
    public void A_domain_is_told_in_words_and_holds_its_edges_or_not(string name, Domain domain, double[] inside, double[] outside)
    {
        Assert.Equal(name, domain.Name);
        Assert.All(inside, x => Assert.True(domain.Contains(x), $"{x:R} is {name}"));
        Assert.All(outside, x => Assert.False(domain.Contains(x), $"{x:R} is not {name}"));
    }

    [Fact]
    public void Domains_of_one_name_are_one_so_that_errors_compare()
    {
        Assert.Equal(Domain.Labels(3), Domain.Labels(3));
        Assert.Equal(Domain.Labels(3).GetHashCode(), Domain.Labels(3).GetHashCode());
        Assert.NotEqual(Domain.Labels(3), Domain.Labels(4));
        Assert.False(Domain.Finite.Equals(null));
    }
}
