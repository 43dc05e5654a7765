using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>
/// The fixed parameters of a model: numbers that keep given values while the model maximises over the others. (To overwrite a number after an M-step is something
/// else, and has no maximum for a fixed point.)
/// </summary>
/// <param name="Values">The names on the chart, and the values.</param>
public sealed record FixedParameters(Arr<(string Name, double Value)> Values)
{
    /// <summary>Nothing is held.</summary>
    public static FixedParameters None { get; } = new(Arr<(string, double)>.Empty);

    /// <summary>One number held.</summary>
    /// <param name="name">Its name on the chart, such as <c>mean[0]</c>.</param>
    /// <param name="value">Where.</param>
    public static FixedParameters At(string name, double value) => new(Arr.create((name, value)));

    /// <summary>These and others.</summary>
    /// <param name="name">A further name.</param>
    /// <param name="value">Where it is held.</param>
    public FixedParameters And(string name, double value) => new(Values.Add((name, value)));

    /// <summary>Reads <c>mean[0]=60, mixingWeight[1]=0.5</c>.</summary>
    /// <param name="text">The text; empty for nothing.</param>
    public static Validation<EmError, FixedParameters> Parse(string text)
    {
        var parsed = None;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', StringSplitOptions.TrimEntries) is not [var name, var number] || !NumberText.TryRead(number, out var value))
                return new EmError.BadOption("hold", part, new("a name and a number, such as mean[0]=60", _ => false));
            parsed = parsed.And(name, value);
        }
        return parsed;
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(",", Values.Select(held => $"{held.Name}={NumberText.Shortest(held.Value)}"));

    /// <summary>Whether nothing is held.</summary>
    public bool IsNone => Values.IsEmpty;

    /// <summary>The value of a number, where it is held.</summary>
    /// <param name="name">Its name on the chart.</param>
    public Option<double> this[string name] => Values.Find(held => held.Name == name).Map(held => held.Value);

    /// <summary>What is to be held and is not on a chart.</summary>
    /// <param name="names">The names on the chart.</param>
    internal Seq<EmError> Unknown(Arr<string> names) =>
        Values
            .Where(held => !names.Contains(held.Name))
            .Select(EmError (held) => new EmError.UnknownName("parameter to hold", held.Name, names))
            .ToSeq();

    /// <summary>Whether all of some numbers are held; nothing where only a part is.</summary>
    /// <param name="names">The names.</param>
    internal Option<bool> AllOrNone(Arr<string> names)
    {
        var held = names.Count(name => this[name].IsSome);
        return held == 0 ? false
            : held == names.Count ? true
            : Option<bool>.None;
    }
}
