using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families.Gaussian;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

// How a story speaks of rows that come from normal distributions.
static class MultivariateNormalWords
{
    public static Arr<string> Warnings { get; } =
        Arr.create(
            "When a normal distribution shrinks onto one point, or onto equal ones. Its likelihood then has no bound: it is no answer, though none is higher."
        );

    public static FamilyWords Of(MixtureData rows, CovarianceShape form) =>
        new()
        {
            Scene = k =>
                k == 1
                    ? "Each row of numbers was drawn from a normal distribution: a cloud of points with a centre, its mean, and a shape, its covariance."
                    : $"Each row of numbers was drawn from one of {k} normal distributions: clouds of points, each with a centre, its mean, and a shape, its "
                        + "covariance.",
            Hidden = "from which normal distribution each row comes",
            Wanted = k => k == 1 ? "its mean and covariance" : "the mean and covariance of each component, a normal distribution",
            Counting = k =>
                k == 1
                    ? "the mean is that of all rows, column by column, and the covariance their scatter about it"
                    : "put the rows of each component together; its mean is their mean, column by column, and its covariance their scatter about it",
            Assumed = (mixing, k) => Assumed(mixing, form, isTied: false, k),
            AssumedIfTied = (mixing, k) => Assumed(mixing, form, isTied: true, k),
            RowName = i =>
                $"row {i + 1}, {string.Join(", ", rows.Names.Map((j, name) => $"{name} {NumberFormat.Amount(rows.Row(i)[j])}"))}",
            FitMeaning = "the density, how closely its points lie just there",
            Worked = (_, _, fit) => $"density {NumberFormat.Significant(fit, 3)}",
            Estimate = (assignment, k, theta, name) => Means(rows, assignment, k, theta, name),
            Warnings = Warnings,
        };

    static Arr<string> Assumed(Mixing mixing, CovarianceShape form, bool isTied, int components) =>
        MixtureNarrative.Assumed("row", mixing, components).Append(Form(form, isTied, components)).ToArray();

    static string Form(CovarianceShape form, bool isTied, int components) =>
        (form, isTied) switch
        {
            (CovarianceShape.Triangular, _) when components == 1 => "The covariance is free: an ellipse of any size, shape and direction.",
            (CovarianceShape.Triangular, false) =>
                "Each component has a covariance of its own: an ellipse of any size, shape and direction.",
            (CovarianceShape.Triangular, true) => "All components have the same covariance: ellipses of one size, shape and direction.",
            (CovarianceShape.Diagonal, false) => "Each component has variances of its own and no correlations: ellipses along the axes.",
            (CovarianceShape.Diagonal, true) =>
                "All components have the same variances and no correlations: ellipses of one size and shape along the axes.",
            (_, false) => "Each component has one variance for all columns: circles.",
            (_, true) => "One variance stands for all components and columns: circles of one size.",
        };

    static IEnumerable<string> Means(MixtureData rows, SoftAssignment assignment, int k, Vector theta, string name) =>
        rows.Names.Map(
            (j, column) =>
            {
                var sum = assignment.Sum(k, i => rows.Row(i)[j]);
                return MixtureNarrative.Worked(
                    $"mean[{name}] of {column}",
                    $"{NumberFormat.Fixed(sum, 2)} / {NumberFormat.Brief(assignment.Mass(k), 2)}",
                    sum / assignment.Mass(k),
                    theta[j],
                    value => NumberFormat.Significant(value, 4)
                );
            }
        );
}
