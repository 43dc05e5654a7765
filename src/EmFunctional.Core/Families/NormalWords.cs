using EmFunctional.Explaining;
using EmFunctional.Mixtures;
using EmFunctional.Narration;
using EmFunctional.Numerics;

namespace EmFunctional.Families;

// The story of points that have lost their colours.
static class NormalWords
{
    public static FamilyWords Of(MixtureData data, DeviationAbout deviation) =>
        new()
        {
            Row = "point",
            Scene = k =>
                k == 1
                    ? "Each point on a line was drawn from a normal distribution: a bell curve with a centre, its mean, and a width, its standard deviation."
                    : $"Each point on a line was drawn from one of {k} normal distributions: bell curves, each with a centre, its mean, and a width, its standard "
                        + "deviation.",
            Hidden = "from which normal distribution each point comes",
            Wanted = k =>
                k == 1 ? "its mean and standard deviation" : "the mean and standard deviation of each component, a normal distribution",
            Counting = k =>
                (k == 1 ? "the" : "put the points of each component together; its")
                + $" mean is {(k == 1 ? "the points'" : "their")} sum divided by their number, the standard deviation the root of their mean square distance from the mean",
            RowName = i => $"point {i + 1}, {data.Names[0]} = {NumberFormat.Significant(data.Values[i], 4)}",
            FitMeaning = "the density, how closely its points lie just there",
            Worked = (theta, x, fit) =>
                $"mean {NumberFormat.Significant(theta[0], 4)}, standard deviation {NumberFormat.Significant(theta[1], 4)}: density {NumberFormat.Significant(fit, 3)}",
            Estimate = (assignment, k, theta, name) =>
            {
                var (sum, mass) = (assignment.Sum(k, i => data.Values[i]), assignment.Mass(k));
                var square = assignment.Sum(k, i => (data.Values[i] - theta[0]) * (data.Values[i] - theta[0]));
                var n = NumberFormat.Brief(mass, 2);
                string Four(double value) => NumberFormat.Significant(value, 4);
                return
                [
                    MixtureNarrative.Worked($"mean[{name}]", $"{NumberFormat.Fixed(sum, 2)} / {n}", sum / mass, theta[0], Four),
                    deviation == DeviationAbout.NewMean
                        ? MixtureNarrative.Worked(
                            $"standardDeviation[{name}]",
                            $"√({NumberFormat.Fixed(square, 2)} / {n})",
                            Math.Sqrt(square / mass),
                            theta[1],
                            Four
                        )
                        : $"standardDeviation[{name}] = {Four(theta[1])}, about the previous mean",
                ];
            },
            Warnings = MultivariateNormalWords.Warnings,
        };
}
