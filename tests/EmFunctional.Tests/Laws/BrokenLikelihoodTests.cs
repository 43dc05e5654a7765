using System.Linq;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Testing.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;
using PoissonModel = EmFunctional.Modelling.EmModel<
    EmFunctional.Families.MixtureData,
    EmFunctional.Families.MixtureParameters,
    EmFunctional.Numerics.Vector
>;

namespace EmFunctional.Tests.Laws;

// Mistakes in the likelihood, its rules and its data.
public partial class BrokenModelTests
{
    static LawOptions<MixtureData, MixtureParameters> Whole(PoissonModel model) =>
        _options with
        {
            Symmetries = Symmetries.Poisson(model, _times),
            Support = Symmetries.Always<MixtureData, MixtureParameters>(Symmetries.SupportOfPoissons(_times)),
            Complete = Prelude.Some<Func<MixtureParameters, MixtureParameters, Vector, double>>(Symmetries.CompleteOfPoissons),
        };

    static PoissonModel WithObjective(Func<Expectation<Vector>, double> objective) =>
        _sound with
        {
            EStep = (data, at) => block => _sound.EStep(data, at)(block).Map(e => e with { Objective = objective(e) }),
        };

    [Fact]
    public void A_likelihood_without_its_square()
    {
        var halved = WithObjective(e => e.Objective / 2);
        Caught(EmLaws.Check(halved, _times, 7, Whole(halved)), "probabilities add up to 1");
        Caught(EmLaws.Check(halved, _times, 7, Whole(halved)), "the objective rises as what the E-step expects");
    }

    [Fact]
    public void A_likelihood_without_its_constants()
    {
        // Without 1/2 for each row: no other law can see it.
        var lacking = WithObjective(e => e.Objective + 0.6931471805599453 * (e.Statistics[0] + e.Statistics[2]));
        var report = EmLaws.Check(lacking, _times, 7, Whole(lacking));
        Caught(report, "probabilities add up to 1");
        Assert.Single(report.Broken);
    }

    [Fact]
    public void An_E_step_that_gives_rows_away_wrongly()
    {
        // A part of what one component is responsible for goes to the other.
        var wrong = _sound with
        {
            EStep = (data, at) =>
                block =>
                    _sound
                        .EStep(data, at)(block)
                        .Map(e =>
                            e with
                            {
                                Statistics =
                                [
                                    0.9 * e.Statistics[0],
                                    e.Statistics[1],
                                    e.Statistics[2] + 0.1 * e.Statistics[0],
                                    e.Statistics[3],
                                ],
                            }
                        ),
        };
        Caught(EmLaws.Check(wrong, _times, 7, Whole(wrong)), "the objective rises as what the E-step expects");
    }

    [Fact]
    public void A_rule_in_the_unit_of_weights()
    {
        var unaware = _sound with { WeightUnit = _ => 1 };
        Caught(EmLaws.Check(unaware, _times, 7, Whole(unaware)), "other units, orders and weights change no result");
    }

    [Fact]
    public void An_objective_that_is_no_number_is_told_once()
    {
        var report = EmLaws.Check(WithObjective(_ => double.NaN), _times, 7, _options);
        Caught(report, "a start leads somewhere");
        Assert.Single(report.Broken);
        Assert.Contains("objective became NaN", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(report.Results.Count - 1, report.LeftOut.Count);
    }

    [Fact]
    public void Rows_of_a_vector_need_not_be_described()
    {
        var model = EmModel.Of<Vector, Vector>(
            "rate",
            (counts, rate) =>
                new(
                    [counts.Sum(), counts.Count],
                    counts.Sum(y => y * Elementary.Log(rate[0]) - rate[0] - SpecialFunctions.LogFactorial(y))
                ),
            s => [s[0] / s[1]],
            Chart.Of<Vector>(rate => rate, flat => flat, Coordinates.Positive("rate"))
        );
        var report = EmLaws.Check(model, [3, 1, 4, 1, 5], 7, new() { Rows = LawRows.OfVector }).OrThrow();
        Assert.DoesNotContain("the order of rows does not matter", report.LeftOut);
    }

    static readonly MixtureData _points = Make.Points([1, 2, 2.5, 3, 5, 6, 7, 7.5, 8, 9]).OrThrow();

    // A wide component, and one that rests on a single point; the law looks at the first step from there.
    static readonly LawOptions<MixtureData, MixtureParameters> _narrow = new()
    {
        Starts = Arr.create(Make.Normals([0.5, 0.5], [5, 7], [3, 0.08]).OrThrow()),
        Support = (Func<MixtureParameters, Arr<(MixtureData, double)>>)(at => Symmetries.SupportOfNormals(_points, at)),
    };

    static EmModel<MixtureData, MixtureParameters, Vector> Times(double factor) =>
        Mixture.Of<Normal>(2) with
        {
            // The density of a row, whose masses add up to 1, times a factor.
            EStep = (data, at) =>
                block =>
                    Mixture
                        .Of<Normal>(2)
                        .EStep(data, at)(block)
                        .Map(e => e with { Objective = e.Objective + Elementary.Log(factor) * (e.Statistics[0] + e.Statistics[3]) }),
        };

    [Fact]
    public void A_density_with_a_narrow_component_adds_up_to_1()
    {
        var narrow = Em.Iterate(Mixture.Of<Normal>(2), _points, _narrow.Starts[0]).ElementAt(1).OrThrow().At.Parameters;
        Assert.True(narrow.StandardDeviations.Min() < 1e-3);
        var report = EmLaws.Check(Times(1), _points, 7, _narrow);
        Assert.Contains(report.Results, law => law is { Law: "probabilities add up to 1", Outcome: LawOutcome.Held });
    }

    [Theory]
    [InlineData(1 + 1e-6)]
    [InlineData(1 - 1e-6)]
    public void A_density_that_is_wrong_by_a_millionth(double factor) =>
        Caught(EmLaws.Check(Times(factor), _points, 7, _narrow), "probabilities add up to 1");
}
