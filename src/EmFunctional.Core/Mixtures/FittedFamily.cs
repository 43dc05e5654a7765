using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Mixtures;

// A mixture of members of a family, with all its numbers.
sealed class FittedFamily(Family family, MixtureParameters at) : IFittedMixture
{
    readonly Members _members = family.At(Of(family, at).ByComponent());
    readonly Vector _logWeights = at.MixingWeights.Map(Elementary.Log);

    static MixtureParameters Of(Family family, MixtureParameters at)
    {
        Sizes.Equal(
            "numbers of a component",
            at.Theta.Count / at.Components,
            $"parameters of {family.Shape.Text}",
            family.Shape.Count,
            nameof(at)
        );
        return at;
    }

    public Vector MixingWeights => at.MixingWeights;

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

    public Vector Fit(ReadOnlySpan<double> row, bool isWhole)
    {
        var fits = new double[at.Components];
        if (!row.ContainsAnyInRange(double.NegativeInfinity, double.PositiveInfinity))
        {
            fits.AsSpan().Fill(1);
            return Vector.Create(fits);
        }
        _members.AddLogDensities(new(row, row.Length, hasHoles: true), fits);
        var measure = isWhole ? family.LogMeasure(row) : 0;
        return Vector.Of(fits.Select(fit => Elementary.Exp(fit + measure)));
    }

    public void Expect(int component, ReadOnlySpan<double> row, Span<double> means, Span<double> variances)
    {
        for (var j = 0; j < row.Length; j++)
            if (double.IsNaN(row[j]))
                (means[j], variances[j]) = _members.MomentsOf(component, j, row);
    }

    public void Draw(int component, Seed seed, Span<double> row) => _members.Complete(component, seed, row);
}
