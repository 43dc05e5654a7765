using System.Collections.Generic;
using System.Linq;
using EmFunctional.Families;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Online;
using LanguageExt;

namespace EmFunctional.Mixtures;

/// <summary>Mixtures that learn rows as they come.</summary>
public static class MixtureStream
{
    /// <summary>The mixture for a stream of rows, NaN where a number of a row is missing [d].</summary>
    /// <param name="mixture">The mixture.</param>
    public static OnlineProblem<Vector, MixtureParameters> OfRows(this Mixture mixture) =>
        OnlineProblem.Of<Vector, MixtureData, MixtureParameters, Vector>(
            mixture,
            rows => Joined(mixture.Family, rows).Bind(values => Data(mixture, values, isWhole: false)),
            rows => Joined(mixture.Family, rows).Bind(values => Data(mixture, values, isWhole: true))
        );

    /// <summary>The mixture for a stream of numbers, of a family of one column; NaN where one is missing.</summary>
    /// <param name="mixture">The mixture.</param>
    /// <exception cref="ArgumentException">The family has several columns.</exception>
    public static OnlineProblem<double, MixtureParameters> OfNumbers(this Mixture mixture)
    {
        Sizes.Equal("columns of a number", 1, $"columns of {mixture.Family.Shape.Text}", mixture.Family.Shape.Width, nameof(mixture));
        return OnlineProblem.Of<double, MixtureData, MixtureParameters, Vector>(
            mixture,
            rows => Data(mixture, Vector.Create([.. rows]), isWhole: false),
            rows => Data(mixture, Vector.Create([.. rows]), isWhole: true)
        );
    }

    static Validation<EmError, Vector> Joined(Family family, IReadOnlyList<Vector> rows)
    {
        var d = family.Shape.Width;
        return rows.FirstOrDefault(row => row.Count != d) is { } other
            ? new EmError.WrongLength("a row", d, other.Count)
            : Vector.Fill(
                rows.Count * d,
                (rows, d),
                static (into, x) =>
                {
                    for (var i = 0; i < x.rows.Count; i++)
                        x.rows[i].Span.CopyTo(into[(i * x.d)..]);
                }
            );
    }

    static Validation<EmError, MixtureData> Data(Mixture mixture, Vector values, bool isWhole) =>
        MixtureData.Create(
            mixture.Family,
            Arr<string>.Empty,
            values,
            weights: null,
            RowLabels.None,
            DataDescription.Unknown,
            isToFit: isWhole
        );
}
