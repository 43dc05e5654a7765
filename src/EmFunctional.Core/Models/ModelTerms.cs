using LanguageExt;

namespace EmFunctional.Models;

/// <summary>What the indices of a model's parameters stand for.</summary>
public sealed record ModelTerms
{
    /// <summary>The columns that were read, where they are columns of numbers: what index j stands for.</summary>
    public Arr<string> Columns { get; init; } = Arr<string>.Empty;

    /// <summary>The symbols of sequences, in the order of the chart.</summary>
    public Arr<string> Symbols { get; init; } = Arr<string>.Empty;

    /// <summary>What a component is called: component, state, coin.</summary>
    public string Component { get; init; } = "component";

    /// <summary>What the indices of a group of parameters count.</summary>
    public Func<string, Arr<ParameterAxis>> Axes { get; init; } = _ => Arr.create(ParameterAxis.Component);

    /// <summary>What the second index of a group of parameters counts, by name; the columns if null.</summary>
    public Func<string, Arr<string>>? Indexed { get; init; }
}

/// <summary>What an index of a group of parameters counts.</summary>
public enum ParameterAxis
{
    /// <summary>Components, or states.</summary>
    Component,

    /// <summary>Columns of the data.</summary>
    Column,

    /// <summary>Symbols.</summary>
    Symbol,
}
