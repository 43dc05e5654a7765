using System.Linq;
using EmFunctional.Families;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models.GaussianMixture.Form;
using EmFunctional.Numerics;
using EmFunctional.Testing.Laws;
using EmFunctional.Tests.Support;
using LanguageExt;
using Xunit.Abstractions;
using PoissonModel = EmFunctional.Modelling.EmModel<
    EmFunctional.Families.MixtureData,
    EmFunctional.Families.MixtureParameters,
    EmFunctional.Numerics.Vector
>;

namespace EmFunctional.Tests.Laws;

/// <summary>Ten mistakes that authors of models make, each caught by its law.</summary>
public partial class BrokenModelTests(ITestOutputHelper output)
{
    static readonly MixtureData _times = ModelTable.Times;
    static readonly PoissonModel _sound = Mixture.Of<Poisson>(2);
    static readonly MixtureParameters _start = Make.Poissons([0.5, 0.5], [1, 2]).OrThrow();

    static readonly LawOptions<MixtureData, MixtureParameters> _options = new()
    {
        Relabel = Prelude.Some<Func<MixtureParameters, MixtureParameters>>(p =>
            p.With("mixingWeight", Vector.Of(p.MixingWeights.Reverse())).With("rate", Vector.Of(p.Rates.Reverse()))
        ),
        Rows = new LawRows<MixtureData>(
            d => d.Values.Count,
            (d, rows) => Make.Counts(Chosen.Rows(d.Values, rows), Chosen.Rows(d.Frequencies, rows)).ToOption()
        ),
    };

    void Caught(LawReport report, string law)
    {
        output.WriteLine(report.ToString());
        Assert.Contains(law, report.Broken);
        var broken = (LawOutcome.Broken)report.Results.Single(result => result.Law == law).Outcome;
        Assert.NotEmpty(broken.Where);
        Assert.Contains("seed 7", report.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{law}: BROKEN", Assert.Throws<LawsBrokenException>(report.OrThrow).Message, StringComparison.Ordinal);
    }

    void Caught(PoissonModel model, string law) => Caught(EmLaws.Check(model, _times, 7, _options), law);

    [Fact]
    public void The_sound_model_breaks_none() => EmLaws.Check(_sound, _times, 7, _options).OrThrow();

    [Fact]
    public void Without_options_laws_are_left_out_with_a_reason()
    {
        var report = EmLaws.Check(_sound, _times, 7).OrThrow();
        Assert.Equal(
            new[]
            {
                "labels do not matter",
                "the order of rows does not matter",
                "rows cut elsewhere add up to the same",
                "rows taken twice count twice",
                "rows with labels have their closed form",
                "an integer weight is a repeated row",
                "other units, orders and weights change no result",
                "probabilities add up to 1",
                "the objective rises as what the E-step expects",
            },
            report.LeftOut.AsEnumerable()
        );
    }

    [Fact]
    public void An_M_step_that_forgets_a_weight()
    {
        // The expected counts are those of rows that were each seen once.
        var unweighted = Make.Counts(_times.Values).OrThrow();
        Caught(
            _sound with
            {
                EStep = (data, at) =>
                    block =>
                        from weighted in _sound.EStep(data, at)(block)
                        from forgotten in _sound.EStep(unweighted, at)(block)
                        select weighted with
                        {
                            Statistics = forgotten.Statistics,
                        },
            },
            "no direction raises the objective at a fixed point"
        );
    }

    [Fact]
    public void An_E_step_that_forgets_labels()
    {
        var labels = Vector.Of(_times.Counts.Count, i => i % 2);
        var labelled = Make.Counts(_times.Counts, _times.Frequencies, labels: labels).OrThrow();
        Caught(
            EmLaws.Check(_sound with { EStep = (_, at) => _sound.EStep(_times, at) }, _times, 7, _options with { Labelled = labelled }),
            "rows with labels have their closed form"
        );
        EmLaws.Check(_sound, _times, 7, _options with { Labelled = labelled }).OrThrow();
    }

    [Fact]
    public void Statistics_combined_wrongly() =>
        Caught(
            _sound with
            {
                Statistics = Statistics.Vector with { Combine = (s, t) => Vector.Of(s.Count, i => i == 0 ? s[i] : s[i] + t[i]) },
            },
            "statistics add up"
        );

    sealed record Lagging(MixtureParameters Now, MixtureParameters Before);

    [Fact]
    public void An_objective_of_the_previous_parameters()
    {
        var chart = _sound.Chart;
        var lagging = new EmModel<MixtureData, Lagging, Vector>(
            "lagging",
            _sound.Identify,
            _sound.Blocks,
            (data, at) =>
                block =>
                    from now in _sound.EStep(data, at.Now)(block)
                    from before in _sound.EStep(data, at.Before)(block)
                    select now with
                    {
                        Objective = before.Objective,
                    },
            (at, expected) => _sound.MStep(at.Now, expected).Map(to => new Proposal<Lagging>(new(to.Parameters, at.Now), to.Diagnostics)),
            Statistics.Vector,
            _ => 0,
            new(
                chart.Names.Append(chart.Names.Map(name => $"before {name}")),
                2 * chart.DegreesOfFreedom,
                p => Vector.Concat(chart.ToFlat(p.Now), chart.ToFlat(p.Before)),
                flat => Both(flat, half => chart.FromFlat(half)),
                flat => Both(flat, half => chart.StartFromFlat(half).ToEither().MapLeft(faults => faults.Head)).ToValidation(),
                p => Vector.Concat(chart.ToFree(p.Now), chart.ToFree(p.Before)),
                free => Both(free, half => chart.FromFree(half))
            ),
            Monotone: true
        );
        var start = Make.Poissons([0.3, 0.7], [1, 2.5]).OrThrow();
        Caught(
            EmLaws.Check(lagging, _times, 7, new() { Starts = Arr.create(new Lagging(start, start)) }),
            "the objective is that of its own parameters"
        );
    }

    static Either<EmError, Lagging> Both(Vector flat, Func<Vector, Either<EmError, MixtureParameters>> read) =>
        from now in read(flat.Slice(0, flat.Count / 2))
        from before in read(flat.Slice(flat.Count / 2, flat.Count / 2))
        select new Lagging(now, before);

    [Fact]
    public void A_prior_added_once_per_block()
    {
        // Gamma(2, 1) on each rate: ln λ − λ.
        static double LogPrior(MixtureParameters p) => p.Rates.Sum(rate => Elementary.Log(rate) - rate);
        Caught(
            _sound with
            {
                EStep = (data, at) =>
                    block => _sound.EStep(data, at)(block).Map(block => block with { Objective = block.Objective + LogPrior(at) }),
                MStep = (at, s) => _sound.MStep(at, [s[0] + 1, s[1] + 1, s[2] + 1, s[3] + 1]).Map(to => WithWeights(to, s)),
            },
            "rows cut elsewhere add up to the same"
        );
    }

    static Proposal<MixtureParameters> WithWeights(Proposal<MixtureParameters> to, Vector s) =>
        to.Parameters.With("mixingWeight", [s[0] / (s[0] + s[2]), s[2] / (s[0] + s[2])]);

    [Fact]
    public void A_number_held_by_overwriting()
    {
        var data = ModelTable.Read("notebook2_points.csv", table => MixtureData.Parse(Family.Of<Normal>(), table));
        var free = Mixture.Of<Normal>(2);
        MixtureParameters Held(MixtureParameters p) => p.With("mean", [4, p.Means[1]]);
        var held = free with
        {
            MStep = (at, expected) => free.MStep(at, expected).Map(to => to with { Parameters = Held(to.Parameters) }),
            Chart = Chart.Of<MixtureParameters>(
                free.Chart.ToFlat,
                flat => free.Chart.FromFlat(flat).OrThrow(),
                Mixing.Estimated.Coordinates(2),
                Coordinates.Held(["mean[0]"], [4]),
                Coordinates.Real("mean[1]"),
                Coordinates.Positive("standardDeviation[0]", "standardDeviation[1]")
            ),
        };
        Caught(EmLaws.Check(held, data, 7), "no direction raises the objective at a fixed point");
    }

    [Fact]
    public void An_E_step_that_depends_on_block_order()
    {
        var rows = _times.Values.Count;
        Caught(
            _sound with
            {
                Blocks = _ => rows,
                EStep = (data, at) =>
                {
                    var before = 0.0; // a running remainder, as compensated summation across blocks would have
                    return block =>
                        _sound
                            .EStep(Block(data, block), at)(0)
                            .Map(sum =>
                            {
                                var objective = sum.Objective + 1e-3 * before;
                                before = sum.Objective;
                                return sum with { Objective = objective };
                            });
                },
            },
            "blocks in any order, the same bits"
        );
    }

    // One value, and another that is never seen, since data of one value are refused.
    static MixtureData Block(MixtureData data, int block) =>
        Make.Counts([data.Values[block], 1000], [data.Frequencies[block], 1e-300]).OrThrow();

    [Fact]
    public void A_chart_that_loses_a_number()
    {
        var model = Mixture.Of<Coin>(2, Mixing.Estimated);
        var losing = model with
        {
            Chart = Chart.Of<MixtureParameters>(
                p => p.Theta,
                theta => Sample.ArticleStart.With("theta", theta),
                Coordinates.Probability(Coordinates.Indexed("theta", 2))
            ),
        };
        Caught(EmLaws.Check(losing, Sample.NotebookCoins, 7), "the chart loses nothing");
    }

    [Fact]
    public void A_domain_hole() =>
        Caught(
            _sound with
            {
                Chart = Chart.Of(
                    _sound.Chart.ToFlat,
                    flat => _start.With("mixingWeight", flat.Slice(0, 2)).With("rate", flat.Slice(2, 2)),
                    Mixing.Estimated.Coordinates(2),
                    Coordinates.Real(Coordinates.Indexed("rate", 2))
                ),
            },
            "the domain has no holes"
        );

    [Fact]
    public void Labels_that_matter() =>
        Caught(
            _sound with
            {
                // Sorted so that labels do not switch, but the weights were forgotten.
                MStep = (at, expected) =>
                    _sound
                        .MStep(at, expected)
                        .Map(to => to with { Parameters = to.Parameters.With("rate", Vector.Of(to.Parameters.Rates.Order())) }),
            },
            "labels do not matter"
        );

    [Fact]
    public void A_model_that_lies_about_being_monotone() =>
        Caught(
            _sound with
            {
                // A step of three times the length, to be faster.
                MStep = (at, expected) =>
                    _sound
                        .MStep(at, expected)
                        .Map(to =>
                            to with
                            {
                                Parameters = to.Parameters.With(
                                    "rate",
                                    at.Rates.Zip(to.Parameters.Rates, (from, rate) => Math.Max(0.1, from + 3 * (rate - from)))
                                ),
                            }
                        ),
            },
            "the objective never falls"
        );
}
