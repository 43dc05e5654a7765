using System.Linq;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>An option of a model.</summary>
/// <param name="Name">Its name: <c>components</c>, <c>mixing</c> …</param>
/// <param name="Default">Its value unless another is given.</param>
/// <param name="Values">The values it takes; if none are named, whole numbers from 1.</param>
/// <param name="Help">What it decides.</param>
public sealed record ModelOptionEntry(string Name, string Default, Arr<string> Values, string Help)
{
    /// <summary>Whether any text will do, for the model to read.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether its values are alternatives to choose from by how well they fit.</summary>
    public bool IsCompared { get; init; }

    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What is held.</summary>
    public static ModelOptionEntry Hold { get; } =
        new("hold", "", Arr<string>.Empty, "fixed parameters, such as mean[0]=60,mixingWeight[1]=0.5") { IsText = true };

    /// <summary>What is the same in all components.</summary>
    public static ModelOptionEntry Tie { get; } =
        new("tie", "", Arr<string>.Empty, "groups of numbers that are the same in all components, such as covariance") { IsText = true };

    /// <summary>K, the number of components.</summary>
    public static ModelOptionEntry Components { get; } = new("components", "2", Arr<string>.Empty, "the number of components, K");

    /// <summary>The mixing weights.</summary>
    /// <param name="standard">The default.</param>
    public static ModelOptionEntry Mixing(Mixing standard) =>
        new("mixing", standard.ToText(), Arr.create("equal", "estimated"), "mixing weights equal and fixed, or estimated");

    internal Seq<EmError> Faults(string value) =>
        IsText || (IsOptional && value.Length == 0) ? Seq<EmError>.Empty
        : Values.IsEmpty
            ? (ReadCount(value).IsSome ? Seq<EmError>.Empty : Fault(new EmError.BadOption(Name, value, Domain.WholeNumberFrom(1))))
        : Values.Contains(value) ? Seq<EmError>.Empty
        : Fault(new EmError.UnknownName($"value of {Name}", value, Values));

    static Seq<EmError> Fault(EmError error) => Prelude.Seq1(error);

    internal static Option<int> ReadCount(string value) =>
        int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count)
        && count >= 1
            ? count
            : Option<int>.None;
}

/// <summary>A value for each of a model's options.</summary>
/// <param name="Options">The options.</param>
public record ModelSettings(Arr<ModelOption> Options)
{
    /// <summary>The value of an option; empty where there is none.</summary>
    /// <param name="name">The option.</param>
    public string this[string name] => Options.Find(option => option.Name == name).Map(option => option.Value).IfNone("");

    /// <summary>K.</summary>
    public int Components => ModelOptionEntry.ReadCount(this["components"]).IfNone(1);

    /// <summary>What is held.</summary>
    public Validation<EmError, FixedParameters> FixedParameters => Modelling.FixedParameters.Parse(this["hold"]);

    /// <summary>The groups that are the same in all components.</summary>
    public Arr<string> Tied =>
        this["tie"].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();

    /// <summary>The mixing weights.</summary>
    public Mixing Mixing => this["mixing"] == Mixing.Equal.ToText() ? Mixing.Equal : Mixing.Estimated;
}
