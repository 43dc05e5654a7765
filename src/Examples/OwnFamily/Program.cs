// How often do people fish, of whom some never do? A family of one's own, and everything comes with it.
using System.Linq;
using EmFunctional;
using EmFunctional.Cli;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Streams;
using EmFunctional.Testing.Laws;
using LanguageExt;

// A tool of one's own: the same verbs, and one family more.
if (args.Length > 0)
    return EmTool.Run(args, FamilyEntry.Of<ZeroInflatedPoisson>("counts of something that some never do"));

var mixture = Mixture.Of<ZeroInflatedPoisson>(2);
var truth = mixture.At(("zero", [0.5, 0.1]), ("rate", [2, 9])).OrThrow();
var data = MixtureData.Of<ZeroInflatedPoisson>(mixture.Sample(truth, new Seed(1), rows: 2000).Values).OrThrow();

var problem = Problem.Of(mixture, data).OrThrow();
Recorded.Run("fish.clef", problem, mixture.Start(data)).Subscribe();
Recorded.Replay("fish.clef", mixture.Chart).States().Subscribe(state => Console.WriteLine($"{state.Iteration, 3}  {state.Objective:F6}"));
var fit = Em.Fit(problem, mixture.Start(data), algorithm: Algorithm.Squarem).OrThrow();
Console.WriteLine($"{fit.State.Parameters}: {fit.Reason}");
Console.WriteLine($"somebody who fished 4 times is of component {mixture.Posterior(fit.State.Parameters, [4]).Label}");
Console.WriteLine(EmLaws.Check(mixture, data, seed: 1));
return 0;

/// <summary>f(y) = z [y = 0] + (1 − z) λʸ e^(−λ)/y!. Source: Lambert (1992), Technometrics 34:1.</summary>
readonly struct ZeroInflatedPoisson(double zero, double rate) : IFamily<ZeroInflatedPoisson>
{
    public FamilyShape Shape =>
        new(
            "zero-inflated-poisson",
            Arr.create(new Parameter("zero", Coordinates.Probability), new("rate", Coordinates.Positive)),
            Arr.create(new Column("count", Domain.WholeNumberFrom(0)) { IsDiscrete = true }),
            Sums: 2
        )
        {
            IsFolded = true,
            NeedsVariety = true,
        };

    public ZeroInflatedPoisson At(ReadOnlySpan<double> theta) => new(theta[0], theta[1]);

    public double LogDensity(double from, ReadOnlySpan<double> y) =>
        from
        + (
            y[0] == 0
                ? Elementary.Log(zero + (1 - zero) * Elementary.Exp(-rate))
                : Elementary.Log(1 - zero) + y[0] * Elementary.Log(rate) - rate - SpecialFunctions.LogFactorial(y[0])
        );

    // E within the component: how much of a zero is of the Poisson distribution.
    public void Add(ReadOnlySpan<double> y, double r, Span<double> sums)
    {
        var poisson = (1 - zero) * Elementary.Exp(-rate);
        sums[0] += y[0] == 0 ? r * poisson / (zero + poisson) : r;
        sums[1] += r * y[0];
    }

    // M: z = 1 − n′/n, λ = Σ r y / n′
    public double? Maximise(Expected expected, Span<double> theta)
    {
        (theta[0], theta[1]) = (1 - expected.Sums[0] / expected.Mass, expected.Sums[1] / expected.Sums[0]);
        return theta[1] > 0 ? null : 0;
    }

    public void Draw(Seed seed, Span<double> row) => row[0] = seed.Uniform(1) < zero ? 0 : seed.Poisson(2, rate);
}
