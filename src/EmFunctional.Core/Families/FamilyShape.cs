using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>What a family is called, and what its parameters, columns and sums are.</summary>
/// <param name="Name">Its name: <c>poisson</c>.</param>
/// <param name="Parameters">θ, group by group.</param>
/// <param name="Columns">What it reads of a row [d].</param>
/// <param name="Sums">m, how many sums its M-step needs beside the mass.</param>
public sealed record FamilyShape(string Name, Arr<Parameter> Parameters, Arr<Column> Columns, int Sums)
{
    /// <summary>What its rows are called in the hash that identifies data.</summary>
    public string Tag { get; init; } = Name;

    /// <summary>What else the hash must know of what was seen.</summary>
    public Arr<int> Marks { get; init; } = Arr<int>.Empty;

    /// <summary>Whether rows are counts of few values: equal ones are added up before the first pass, which then costs the same for a million.</summary>
    public bool IsFolded { get; init; }

    /// <summary>Whether a component needs values of its own: there are at least two different ones, and K is at most their number.</summary>
    public bool NeedsVariety { get; init; }

    /// <summary>Whether a component without rows ends a run with an error, and is not kept as it was.</summary>
    public bool NeedsRows { get; init; }

    /// <summary>Whether a row says something as long as a number of it is there: a missing one is a bound that there is not, or leaves the others.</summary>
    public bool TakesHoles { get; init; }

    /// <summary>Whether the M-step never lowers what it is to maximise, so that the objective cannot fall.</summary>
    public bool IsMonotone { get; init; } = true;

    /// <summary>Whether the M-step only raises what it is to maximise, such as by one Newton step (Dempster, Laird, Rubin 1977, §3).</summary>
    public bool IsGeneralised { get; init; }

    /// <summary>The options of the family that are a part of the model's name.</summary>
    public Arr<ModelOption> Options { get; init; } = Arr<ModelOption>.Empty;

    /// <summary>What a mixture of it does with its mixing weights unless somebody says.</summary>
    public Mixing Mixing { get; init; } = Mixing.Estimated;

    /// <summary>The name of a mixture of it, where it had one before there were families; else it is <c>mixture</c> with an option that says which.</summary>
    public Option<string> Mixture { get; init; }

    /// <summary>The family as people write it: <c>normal(height)</c>.</summary>
    public string Text
    {
        get =>
            field
            ?? Pattern.Replace("()", $"({string.Join(", ", Columns.Map(column => FamilyText.Quoted(column.Name)).Concat(Arguments))})");
        init;
    }

    /// <summary>The same without columns and arguments: <c>normal()</c>.</summary>
    public string Pattern
    {
        get => field ?? $"{Name}()";
        init;
    }

    /// <summary>What a family is told beside its columns, as people write it: <c>trials=10</c>.</summary>
    public Arr<string> Arguments { get; init; } = Arr<string>.Empty;

    /// <summary>What its columns are together, where they are one observation under the names of the shape: flips, as heads and tails.</summary>
    public Option<string> Observation { get; init; }

    // What stands in the hash for a missing number.
    internal double MarkOfMissing { get; init; } = double.NaN;

    // The chart of coins began with theta before there was a frame.
    internal bool HasWeightsLast { get; init; }

    /// <summary>The same on other columns.</summary>
    /// <param name="columns">What they are called [d].</param>
    internal FamilyShape On(Arr<string> columns) =>
        this with
        {
            Columns = Columns.Zip(columns, (column, name) => column with { Name = name }).ToArray(),
            Parameters = Parameters.Map(p => p.LevelsOf is { } levels ? p with { Levels = levels(columns) } : p),
        };

    /// <summary>Why no rows can be drawn, if none can: covariates are given.</summary>
    internal Option<EmError> FaultOfDraws =>
        Columns.Filter(column => column.IsGiven).Map(column => column.Name) is { IsEmpty: false } given
            ? new EmError.CannotDo(Text, $"draw rows: nothing says how {string.Join(", ", given)} come about")
            : Option<EmError>.None;

    /// <summary>θ of members, group after group [K·p].</summary>
    internal Thetas Of(int members, Vector flat) => new(Name, Parameters, members, flat);

    /// <summary>θ of members, one after the other [K×p].</summary>
    internal Thetas OfMembers(int members, ReadOnlySpan<double> thetas) => Thetas.OfMembers(Name, Parameters, members, thetas);

    // The groups that stand once for all components.
    internal Arr<string> Shared => Parameters.Filter(parameter => parameter.IsShared).Map(parameter => parameter.Name);

    /// <summary>p, how many numbers θ has.</summary>
    public int Count => Parameters.Sum(parameter => parameter.Count);

    /// <summary>d.</summary>
    public int Width => Columns.Count;
}

/// <summary>A column that a family reads.</summary>
/// <param name="Name">Its name, where the data have no other: <c>count</c>.</param>
/// <param name="Domain">Where its numbers lie.</param>
public sealed record Column(string Name, Domain Domain)
{
    /// <summary>Whether its numbers have probabilities, and not densities.</summary>
    public bool IsDiscrete { get; init; }

    /// <summary>Whether rows are sorted by it for a start: not by what only says something about other columns.</summary>
    public bool IsSorting { get; init; } = true;

    /// <summary>Whether it is given, and the family says of it nothing: a covariate, on which another column depends.</summary>
    public bool IsGiven { get; init; }

    /// <summary>What its numbers 0, 1 … stand for, where it is of texts.</summary>
    public Arr<string> Levels { get; init; } = Arr<string>.Empty;
}
