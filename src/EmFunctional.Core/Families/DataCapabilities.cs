using System.Collections.Generic;
using EmFunctional.Modelling;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>A family with a start of its own.</summary>
public interface IHasStart
{
    /// <summary>θ of components that differ, one after the other [K×p].</summary>
    /// <param name="data">The rows.</param>
    /// <param name="cuts">Where sorted rows are cut into groups.</param>
    double[] Start(MixtureData data, Cuts cuts);

    /// <summary>θ of components that are all alike [K×p]: where the rest of a start that is given in part begins; the default start if null.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="components">K.</param>
    double[]? Alike(MixtureData data, int components) => null;
}

/// <summary>A family with a kernel for whole blocks of rows of one mixture: the sums are those of <see cref="IFamily{TSelf}.Add"/>.</summary>
interface IHasKernel
{
    Func<int, Either<EmError, Expectation<Vector>>> Prepare(MixtureData data, MixtureParameters at);
}

/// <summary>A family with a picture of its own, given what the E-step adds up at θ: the mass of each component, and its sums [1+m][K].</summary>
interface IHasPicture
{
    ModelShape PictureOf(MixtureData data, Func<Vector, MixtureParameters> at, Func<Vector, Vector[]> sums);
}

/// <summary>A family with words of its own for the story of a run.</summary>
public interface IHasWords
{
    /// <summary>The words.</summary>
    /// <param name="data">The rows.</param>
    FamilyWords WordsFor(MixtureData data);
}

/// <summary>How the story of a run speaks of a mixture of a family; what is not given is said in general words.</summary>
public sealed record FamilyWords
{
    /// <summary>What a row is called.</summary>
    public string Row { get; init; } = "row";

    /// <summary>What a component is called.</summary>
    public string Component { get; init; } = "component";

    /// <summary>How the data came about, given K.</summary>
    public Func<int, string>? Scene { get; init; }

    /// <summary>What is hidden.</summary>
    public string? Hidden { get; init; }

    /// <summary>What is to be estimated, given K, as the end of a sentence.</summary>
    public Func<int, string>? Wanted { get; init; }

    /// <summary>How it is estimated where nothing is hidden, given K, as the end of a sentence.</summary>
    public Func<int, string>? Counting { get; init; }

    /// <summary>What is assumed, given K, a sentence each.</summary>
    public Func<Mixing, int, Arr<string>>? Assumed { get; init; }

    // The same where what can be tied is tied.
    internal Func<Mixing, int, Arr<string>>? AssumedIfTied { get; init; }

    /// <summary>What the fit of a row is called: likelihood, density, probability.</summary>
    public string? Fit { get; init; }

    /// <summary>What that is.</summary>
    public string? FitMeaning { get; init; }

    /// <summary>How well a row fits, without ln h(x) where that is not meant; given a member's log-density and the row.</summary>
    internal bool IsWithoutMeasure { get; init; }

    /// <summary>The fit of a row worked out in words: given θ of a component, the row, and the fit.</summary>
    public Func<Vector, Vector, double, string>? Worked { get; init; }

    /// <summary>A row in words, given its index.</summary>
    public Func<int, string>? RowName { get; init; }

    /// <summary>What can go wrong, a sentence or two each that begin with "When".</summary>
    public Arr<string> Warnings { get; init; } = Arr<string>.Empty;

    /// <summary>Of the columns, whether they count something.</summary>
    internal bool AreCounts { get; init; }

    /// <summary>The M-step of component k worked out: rows dealt out, k, its new θ, and what k is called in names.</summary>
    internal Func<SoftAssignment, int, Vector, string, IEnumerable<string>>? Estimate { get; init; }
}
