using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>A family that can be asked for by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is of, in a few words.</param>
/// <param name="Make">Makes it, given its arguments and the levels of its column where that is of texts.</param>
public sealed record FamilyEntry(string Name, string Summary, Func<FamilyArguments, Either<EmError, Family>> Make)
{
    /// <summary>As many columns as a family reads that takes any number of them.</summary>
    public const int Many = 10_000;

    /// <summary>How many columns it reads; the least where that is not the most.</summary>
    public int Width { get; init; } = 1;

    /// <summary>The most columns that it reads.</summary>
    public int Most
    {
        get => Math.Max(Width, field);
        init;
    }

    /// <summary>What is wrong with a number of columns.</summary>
    internal Option<EmError> FaultOfWidth(int columns) =>
        columns >= Width && columns <= Most ? Option<EmError>.None
        : Most == Width ? new EmError.WrongLength($"columns of {Name}", Width, columns)
        : new EmError.BadOption($"columns of {Name}", $"{columns}", new($"from {Width} to {Most}", _ => false));

    /// <summary>The arguments that it takes.</summary>
    public Arr<string> Arguments { get; init; } = Arr<string>.Empty;

    /// <summary>Whether its column is of texts.</summary>
    public bool IsOfTexts { get; init; }

    /// <summary>How it is written, with what it must be told.</summary>
    public string Example
    {
        get => field ?? Maker.Match(maker => $"{Name}({maker.Example})", () => $"{Name}({Columns})");
        init;
    }

    string Columns { get; init; } = "";

    // How it is written on columns.
    internal string On(Arr<string> columns) =>
        string.Join(", ", columns.Map(FamilyText.Quoted)) is var list && Within.Case is string outer
            ? $"{outer}({Inner}({list}))"
            : $"{Name}({list})";

    // What it cannot be made from, where that is clear without its arguments.
    internal Option<EmError> Unmade { get; private init; }

    Option<string> Within { get; init; }

    string Inner { get; init; } = "";

    /// <summary>What makes it from another family, where it is made from one.</summary>
    public Option<IFamilyMaker> Maker { get; init; }

    /// <summary>A family that is made from a family.</summary>
    /// <param name="name">What makes it: <c>hurdle</c>.</param>
    /// <param name="summary">What it is of, in a few words.</param>
    /// <param name="maker">Makes it.</param>
    public static FamilyEntry MadeFrom(string name, string summary, IFamilyMaker maker) =>
        new(name, summary, _ => new EmError.BadOption("family", name, Inside(name, maker))) { Maker = Prelude.Some(maker) };

    // This one of another: zero-inflated of poisson.
    internal FamilyEntry Of(FamilyEntry inner, IFamilyMaker maker) =>
        inner with
        {
            Name = $"{Name}({inner.Name})",
            Summary = Summary,
            Within = Name,
            Inner = inner.Name,
            Width = maker.Width,
            Most = maker.Width,
            Unmade =
                inner.Unmade
                || inner
                    .Make(new(_ => Option<string>.None, Arr<string>.Empty) { Columns = inner.Width })
                    .Match(
                        Right: family =>
                            family.Within(maker).IsSome
                                ? Option<EmError>.None
                                : new EmError.BadOption("family", inner.Name, Inside(Name, maker)),
                        Left: _ => Option<EmError>.None
                    ),
            Make = arguments =>
                inner
                    .Make(arguments)
                    .Bind(family =>
                        family.Within(maker).ToEither(EmError () => new EmError.BadOption("family", inner.Name, Inside(Name, maker)))
                    ),
        };

    static Domain Inside(string name, IFamilyMaker maker) =>
        new($"{maker.From} within {name}, such as {name}({maker.Example})", _ => false);

    /// <summary>A family without arguments.</summary>
    /// <param name="summary">What it is of, in a few words.</param>
    public static FamilyEntry Of<TFamily>(string summary)
        where TFamily : struct, IFamily<TFamily> =>
        new(Family.Of<TFamily>().Shape.Name, summary, _ => Family.Of<TFamily>())
        {
            Width = Family.Of<TFamily>().Shape.Width,
            Columns = string.Join(", ", Family.Of<TFamily>().Shape.Columns.Map(column => FamilyText.Quoted(column.Name))),
        };
}

/// <summary>What a family is made with.</summary>
/// <param name="Value">The value of an argument, where it is given.</param>
/// <param name="Levels">The levels of its column, where that is of texts.</param>
public sealed record FamilyArguments(Func<string, Option<string>> Value, Arr<string> Levels)
{
    /// <summary>d, how many columns it is on, where it takes any number of them.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>A whole number from 1.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="most">The largest.</param>
    public Either<EmError, int> Count(string name, int most)
    {
        var domain = Domain.WholeNumberFrom(1).And($"at most {most}", x => x <= most);
        return Value(name).Case is not string text ? new EmError.BadOption(name, "", domain)
            : NumberText.TryRead(text, out var count) && domain.Contains(count) ? (int)count
            : new EmError.BadOption(name, text, domain);
    }

    /// <summary>A number above 0, which need not be given.</summary>
    /// <param name="name">The argument.</param>
    public Either<EmError, Option<double>> Above(string name) =>
        Value(name).Case is not string text ? Option<double>.None
        : NumberText.TryRead(text, out var value) && Domain.Positive.Contains(value) ? Prelude.Some(value)
        : new EmError.BadOption(name, text, Domain.Positive);
}
