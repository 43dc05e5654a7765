using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

/// <summary>
/// A mixture of members of a family with all its numbers, as rows are held against it: p(x) = Σₖ πₖ f(x | θₖ). Of a row, what is NaN was not observed.
/// What can be done with rows is written once over this (<see cref="RowsOfMixture"/>).
/// </summary>
sealed class FittedFamily(Family family, MixtureParameters at)
{
    readonly Members _members = family.At(ThetasOf(family, at));
    readonly Vector _logWeights = at.MixingWeights.Map(Elementary.Log);

    static double[] ThetasOf(Family family, MixtureParameters at)
    {
        var thetas = at.ByComponent();
        Sizes.Equal(
            "numbers of a component",
            thetas.Length / at.Components,
            $"parameters of {family.Shape.Text}",
            family.Shape.Count,
            nameof(at)
        );
        return thetas;
    }

    /// <summary>πₖ [K].</summary>
    public Vector MixingWeights => at.MixingWeights;

    /// <summary>θₖ, the numbers of a component.</summary>
    public Vector Theta(int component) => at.Of(component);

    /// <summary>Bayes' rule for one row; of one that is missing nothing is known but πₖ.</summary>
    public RowPosterior Posterior(ReadOnlySpan<double> row)
    {
        var columns = family.Shape.Columns;
        Sizes.Equal("numbers in the row", row.Length, "columns of the model", columns.Count, nameof(row));
        for (var j = 0; j < row.Length; j++)
            if (!double.IsNaN(row[j]) && !columns[j].Domain.Contains(row[j]))
                throw Outside(j, row[j], columns[j].Domain);
        if (family.Fault(row).Case is (int column, Domain expected))
            throw Outside(column, row[column], expected);
        if (!family.Observes(row))
            return new(at.MixingWeights, 0);
        var r = _logWeights.Span.ToArray();
        _members.AddLogDensities(new(row, row.Length, hasHoles: true), r);
        var l = LogSumExp.Normalise(r);
        return new(Vector.Create(r), l + family.LogMeasure(row));

        Exception Outside(int j, double value, Domain domain) =>
            new ArgumentOutOfRangeException(nameof(row), value, $"{columns[j].Name} is {domain.Name}, or NaN where it is missing");
    }

    /// <summary>f(x | θₖ) of what was observed of a row; 1 where that is nothing [K].</summary>
    /// <param name="row">x [d].</param>
    /// <param name="isWhole">Whether the factor that no θ is in belongs to it.</param>
    public Vector Fit(ReadOnlySpan<double> row, bool isWhole)
    {
        var measure = isWhole ? family.LogMeasure(row) : 0;
        return LogDensities(row).Map(log => Elementary.Exp(log + measure));
    }

    /// <summary>ln g(x | θₖ) of what was observed of a row; 0 where that is nothing [K].</summary>
    public Vector LogDensities(ReadOnlySpan<double> row)
    {
        var logs = new double[at.Components];
        if (row.ContainsAnyInRange(double.NegativeInfinity, double.PositiveInfinity))
            _members.AddLogDensities(new(row, row.Length, hasHoles: true), logs);
        return Vector.Create(logs);
    }

    /// <summary>Of a component, given what was observed of a row: the mean and the variance of each number that is missing.</summary>
    /// <param name="component">k.</param>
    /// <param name="row">x [d].</param>
    /// <param name="means">Where the means are written; nothing is where a number was observed [d].</param>
    /// <param name="variances">The same of the variances [d].</param>
    public void Expect(int component, ReadOnlySpan<double> row, Span<double> means, Span<double> variances) =>
        _members.Expect(component, row, means, variances);

    /// <summary>Draws what is missing of a row from a component, given what was observed.</summary>
    public void Draw(int component, Seed seed, Span<double> row) => _members.Complete(component, seed, row);
}
