using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>
/// Numbers of a model that are held at given values: the model maximises over the others. (To overwrite a number after an M-step is something
/// else, and has no maximum for a fixed point.)
/// </summary>
/// <param name="Values">The names on the chart, and the values.</param>
public sealed record Holds(Arr<(string Name, double Value)> Values)
{
    /// <summary>Nothing is held.</summary>
    public static Holds None { get; } = new(Arr<(string, double)>.Empty);

    /// <summary>One number held.</summary>
    /// <param name="name">Its name on the chart, such as <c>mean[0]</c>.</param>
    /// <param name="value">Where.</param>
    public static Holds At(string name, double value) => new(Arr.create((name, value)));

    /// <summary>These and others.</summary>
    /// <param name="name">A further name.</param>
    /// <param name="value">Where it is held.</param>
    public Holds And(string name, double value) => new(Values.Add((name, value)));

    /// <summary>Reads <c>mean[0]=60, mixingWeight[1]=0.5</c>.</summary>
    /// <param name="text">The text; empty for nothing.</param>
    public static Validation<EmError, Holds> Parse(string text)
    {
        var holds = None;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', StringSplitOptions.TrimEntries) is not [var name, var number] || !NumberText.TryRead(number, out var value))
                return new EmError.BadOption("hold", part, new("a name and a number, such as mean[0]=60", _ => false));
            holds = holds.And(name, value);
        }
        return holds;
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(",", Values.Select(held => $"{held.Name}={NumberText.Shortest(held.Value)}"));

    /// <summary>Whether nothing is held.</summary>
    public bool IsNone => Values.IsEmpty;

    /// <summary>The value of a number, where it is held.</summary>
    /// <param name="name">Its name on the chart.</param>
    public Option<double> this[string name] => Values.Find(held => held.Name == name).Map(held => held.Value);

    /// <summary>Whether each number of a group is held.</summary>
    /// <param name="group">The group: <c>mean</c>.</param>
    /// <param name="count">How many it has.</param>
    internal bool[] Of(string group, int count) => [.. Coordinates.Indexed(group, count).Select(name => this[name].IsSome)];

    /// <summary>A vector of the chart with these in their places; mixing weights that are not held share what is left.</summary>
    /// <param name="names">The names on the chart.</param>
    /// <param name="flat">The vector.</param>
    internal Vector Apply(Arr<string> names, Vector flat)
    {
        var held = Vector.Of(flat.Count, i => this[names[i]].IfNone(flat[i]));
        var weights = Values.Filter(h => h.Name.StartsWith(MixingExtensions.Group, StringComparison.Ordinal));
        if (weights.IsEmpty)
            return held;
        bool IsFreeWeight(int i) => names[i].StartsWith(MixingExtensions.Group, StringComparison.Ordinal) && this[names[i]].IsNone;
        var left = 1 - weights.Sum(h => h.Value);
        var free = Enumerable.Range(0, flat.Count).Where(IsFreeWeight).Sum(i => flat[i]);
        return Vector.Of(flat.Count, i => IsFreeWeight(i) ? flat[i] / free * left : held[i]);
    }

    /// <summary>A start with these in their places, if the model has such numbers and lets them be there.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="mixing">What it does with its mixing weights.</param>
    /// <param name="free">The chart with nothing held.</param>
    /// <param name="start">A start with nothing held.</param>
    internal Validation<EmError, Vector> On<TParams>(string model, Mixing mixing, Chart<TParams> free, Vector start)
    {
        var unknown = Unknown(free.Names);
        if (!unknown.IsEmpty)
            return unknown;
        if (mixing == Mixing.Equal && Values.Exists(held => held.Name.StartsWith(MixingExtensions.Group, StringComparison.Ordinal)))
            return new EmError.CannotDo($"{model} with equal mixing weights", "hold one of them elsewhere");
        var flat = Apply(free.Names, start);
        return free.FromFlat(flat).Map(_ => flat).ToValidation();
    }

    /// <summary>What is to be held and is not on a chart.</summary>
    /// <param name="names">The names on the chart.</param>
    internal Seq<EmError> Unknown(Arr<string> names) =>
        Values
            .Where(held => !names.Contains(held.Name))
            .Select(EmError (held) => new EmError.UnknownName("parameter to hold", held.Name, names))
            .ToSeq();

    /// <summary>The coordinates of numbers that are held together or not at all.</summary>
    /// <param name="group">Their coordinates where they are not held.</param>
    internal Coordinates Whole(Coordinates group) =>
        group.Freedom > 0 && group.Names.Exists(name => this[name].IsSome)
            ? Coordinates.Held([.. group.Names], Vector.Of(group.Names.Select(name => this[name].IfNone(double.NaN))))
            : group;

    /// <summary>Whether all of some numbers are held; nothing where only a part is.</summary>
    /// <param name="names">The names.</param>
    internal Option<bool> AllOrNone(Arr<string> names)
    {
        var held = names.Count(name => this[name].IsSome);
        return held == 0 ? false
            : held == names.Count ? true
            : Option<bool>.None;
    }

    /// <summary>The coordinates of numbers that stand alone, each held or of a kind.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="kind">Their kind: <c>Coordinates.Real</c> …</param>
    internal Coordinates[] Each(string[] names, Func<string[], Coordinates> kind) =>
        names.Any(name => this[name].IsSome)
            ? [.. names.Select(name => this[name].Match(value => Coordinates.Held([name], [value]), () => kind([name])))]
            : [kind(names)];
}
