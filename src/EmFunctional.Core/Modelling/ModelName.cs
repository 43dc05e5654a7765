using System.Linq;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>What a model is called and how it was built: enough to build it again, and a part of a run's identity.</summary>
/// <param name="Name">The name, such as <c>coins</c>.</param>
/// <param name="Options">The options in a fixed order, each with its value in text form.</param>
public sealed record ModelName(string Name, Arr<ModelOption> Options)
{
    /// <summary>A name without options.</summary>
    public static implicit operator ModelName(string name) => new(name, Arr<ModelOption>.Empty);

    /// <summary>A name with options; what is held is an option too, if anything is.</summary>
    internal static ModelName Of(string name, FixedParameters fixedParameters, params ModelOption[] options) =>
        new(name, fixedParameters.IsNone ? options : [.. options, new ModelOption("hold", fixedParameters.ToString())]);

    /// <summary><c>coins(components=2, mixing=equal)</c>.</summary>
    public override string ToString() =>
        Options.IsEmpty ? Name : $"{Name}({string.Join(", ", Options.Select(o => $"{o.Name}={o.Value}"))})";
}

/// <summary>An option of a model.</summary>
/// <param name="Name">Its name, such as <c>mixing</c>.</param>
/// <param name="Value">Its value in text form.</param>
public sealed record ModelOption(string Name, string Value);
