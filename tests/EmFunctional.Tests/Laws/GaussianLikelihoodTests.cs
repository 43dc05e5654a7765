using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture;
using EmFunctional.Models.GaussianMixture.Data;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Testing.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Laws;

public class GaussianLikelihoodTests
{
    const string Fisher = "the objective rises as what the E-step expects";
    const string Normalised = "probabilities add up to 1";

    public static TheoryData<CovarianceForm> Forms => [.. Enum.GetValues<CovarianceForm>()];

    static LawOptions<MixtureData, MixtureParameters> Likelihood(MixtureData data, GaussianMixtureOptions options) =>
        new()
        {
            Starts = Arr.create(GaussianMixtureStart.RandomRows(data, options, new Seed(3)).OrThrow()),
            Support = (Func<MixtureParameters, Arr<(MixtureData, double)>>)(at => GaussianLikelihood.Support(data, at)),
            Complete = Symmetries.Given<MixtureParameters>(GaussianLikelihood.Complete),
        };

    static MixtureData Holes => ModelTable.Read("airquality.csv", t => GaussianMixtureData.Parse(t));

    static bool Holds(LawReport report, string law) => report.Results.Single(result => result.Law == law).Outcome is LawOutcome.Held;

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_laws_of_the_likelihood_hold_where_numbers_are_missing(CovarianceForm form)
    {
        var options = new GaussianMixtureOptions(2, 4, form);
        var report = EmLaws.Check(GaussianMixtureModel.Of(options), Holes, 1, Likelihood(Holes, options));
        report.OrThrow();
        Assert.True(Holds(report, Fisher) && Holds(report, Normalised), report.ToString());
    }

    // Of a number that is missing its conditional variance is left out of the second moments, which moves no objective.
    [Fact]
    public void An_E_step_that_forgets_what_is_unsure_of_a_missing_number()
    {
        var options = new GaussianMixtureOptions(2, 4, CovarianceForm.Diagonal);
        var sound = GaussianMixtureModel.Of(options);
        var lacking = sound with
        {
            EStep = (data, at) =>
                block =>
                    sound
                        .EStep(data, at)(block)
                        .Map(e =>
                            e with
                            {
                                Statistics = Vector.Of(
                                    e.Statistics.Count,
                                    i =>
                                        i % 9 >= 5
                                            ? e.Statistics[i] - 0.2 * e.Statistics[i / 9 * 9] * at.Covariance(i / 9).Values[i % 9 - 5]
                                            : e.Statistics[i]
                                ),
                            }
                        ),
        };
        var report = EmLaws.Check(lacking, Holes, 1, Likelihood(Holes, options));
        Assert.Contains(Fisher, report.Broken);
    }
}
