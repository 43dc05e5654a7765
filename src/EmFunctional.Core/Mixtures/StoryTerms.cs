using System.Linq;
using EmFunctional.Families;
using LanguageExt;

namespace EmFunctional.Mixtures;

/// <summary>What the story of a mixture calls things by, where nobody gave words of their own.</summary>
/// <param name="Distribution">What a component is: <c>a poisson distribution</c>.</param>
/// <param name="Groups">What a component's numbers are called, group by group.</param>
/// <param name="Watched">The numbers on the chart to follow from iteration to iteration.</param>
sealed record StoryTerms(string Distribution, Arr<string> Groups, Arr<string> Watched)
{
    /// <summary>What each number of a component is called.</summary>
    public Arr<string> Numbers { get; init; } = Arr<string>.Empty;

    /// <summary>Whether all columns count something.</summary>
    public bool IsOfCounts { get; init; }

    /// <summary>Whether the M-step only raises what it is to maximise.</summary>
    public bool IsGeneralised { get; init; }

    /// <summary>Whether equal rows are told once.</summary>
    public bool IsFolded { get; init; }

    /// <summary>What the numbers 0, 1 … of a column stand for, where it is of texts.</summary>
    public Func<int, Arr<string>> Levels { get; init; } = _ => Arr<string>.Empty;

    public static StoryTerms Of(Family family, int components)
    {
        var shape = family.Shape;
        return new(
            FamilyProse.Distribution(family),
            shape.Parameters.Map(parameter => parameter.Name),
            ThetaChart.NamesOf(shape.Parameters[0], components)
        )
        {
            Numbers = FamilyProse.NumbersOf(shape).ToArray(),
            IsOfCounts = shape.Columns.ForAll(column => column.IsDiscrete),
            IsGeneralised = shape.IsGeneralised,
            IsFolded = shape.IsFolded,
            Levels = j => shape.Columns[j].Levels,
        };
    }
}
