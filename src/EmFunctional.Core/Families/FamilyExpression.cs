using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>
/// Families as people write them: <c>poisson(visits)</c>, <c>binomial(hits, trials=10)</c>, <c>normal(height) * categorical(colour)</c>. A column
/// whose name has other characters than letters, digits, <c>_</c>, <c>.</c> and <c>-</c> stands in double quotes.
/// </summary>
/// <param name="Factors">The families, one for each factor.</param>
sealed record FamilyExpression(Arr<FamilyCall> Factors)
{
    /// <summary>The columns that are named.</summary>
    public Arr<string> Columns => Factors.Bind(factor => factor.Columns);

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The text.</param>
    /// <param name="known">The families that there are.</param>
    /// <returns>The expression; or what does not parse, and where, an unknown family, or a column that comes twice.</returns>
    public static Validation<EmError, FamilyExpression> Parse(string text, Arr<FamilyEntry> known)
    {
        var (reader, factors) = (new Reader(text), new List<FamilyCall>());
        do
        {
            var read = Call(reader, known);
            if (read.Case is EmError fault)
                return fault;
            factors.AddRange(read.RightAsEnumerable());
        } while (reader.Take('*'));
        if (!reader.IsOver)
            return reader.Fault("'*' and another family, or nothing");
        return Checked(new(factors.ToArray()));
    }

    // A family, or one that is made from a family: zero-inflated(poisson(visits)).
    static Either<EmError, FamilyCall> Call(Reader reader, Arr<FamilyEntry> known)
    {
        if (reader.Name() is not { } name)
            return reader.Fault("the name of a family");
        if (known.Find(entry => entry.Name == name).Case is not FamilyEntry entry)
            return new EmError.UnknownName("family", name, known.Map(e => e.Name));
        if (entry.Maker.Case is not IFamilyMaker maker)
            return Call(reader, entry);
        if (!reader.Take('('))
            return reader.Fault("a family in brackets");
        return Call(reader, known)
            .Bind(call =>
                reader.Take(')')
                    ? Prelude.Right<EmError, FamilyCall>(call with { Entry = entry.Of(call.Entry, maker) })
                    : reader.Fault("a closing bracket")
            );
    }

    static Either<EmError, FamilyCall> Call(Reader reader, FamilyEntry entry)
    {
        var (columns, arguments) = (new List<string>(), new List<(string, string)>());
        if (reader.Take('('))
            while (!reader.Take(')'))
            {
                if ((columns.Count > 0 || arguments.Count > 0) && !reader.Take(','))
                    return reader.Fault("a comma or a closing bracket");
                if (reader.Text() is not { } word)
                    return reader.Fault("the name of a column, or an argument");
                if (!reader.Take('='))
                    columns.Add(word);
                else if (reader.Value() is { } value)
                    arguments.Add((word, value));
                else
                    return reader.Fault($"a value of {word}");
            }
        return new FamilyCall(entry, columns.ToArray(), arguments.ToArray());
    }

    static Validation<EmError, FamilyExpression> Checked(FamilyExpression made)
    {
        var faults = made.Factors.Bind(factor => factor.Faults(isOnly: made.Factors.Count == 1)).ToSeq();
        var twice = made
            .Columns.GroupBy(name => name)
            .Where(group => group.Count() > 1)
            .Select(EmError (group) => new EmError.BadOption("column", group.Key, new("in one family of the product only", _ => false)))
            .ToSeq();
        return faults.IsEmpty && twice.IsEmpty ? made : faults + twice;
    }

    sealed class Reader(string text)
    {
        public int At { get; private set; }

        public bool IsOver
        {
            get
            {
                Skip();
                return At == text.Length;
            }
        }

        public bool Take(char c)
        {
            if (IsOver || text[At] != c)
                return false;
            At++;
            return true;
        }

        public string? Name() => While(c => char.IsLetterOrDigit(c) || c is '-' or '_');

        /// <summary>A word, or what stands in quotes.</summary>
        public string? Text()
        {
            if (!Take('"'))
                return While(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-');
            var word = new System.Text.StringBuilder();
            for (; At < text.Length; At++)
                if (text[At] != '"')
                    word.Append(text[At]);
                else if (At + 1 < text.Length && text[At + 1] == '"')
                    word.Append(text[At++]);
                else
                {
                    At++;
                    return word.ToString();
                }
            return null;
        }

        /// <summary>Words joined by |, or one; in quotes where they need them.</summary>
        public string? Value()
        {
            var first = At;
            do if (Text() is null)
                return null;
            while (Take('|'));
            return text[first..At].Trim();
        }

        public EmError Fault(string wanted) =>
            new EmError.BadOption(
                "family",
                text,
                new($"a family with its columns, such as poisson(visits): at character {At + 1} there must be {wanted}", _ => false)
            );

        string? While(Func<char, bool> isPart)
        {
            Skip();
            var first = At;
            while (At < text.Length && isPart(text[At]))
                At++;
            return At > first ? text[first..At] : null;
        }

        void Skip()
        {
            while (At < text.Length && char.IsWhiteSpace(text[At]))
                At++;
        }
    }

    /// <summary>The words of a value with several.</summary>
    public static Arr<string> Words(string value)
    {
        var (reader, words) = (new Reader(value), new List<string>());
        do if (reader.Text() is { } word)
            words.Add(word);
        while (reader.Take('|'));
        return words.ToArray();
    }
}

/// <summary>A family with its columns and arguments.</summary>
/// <param name="Entry">The family.</param>
/// <param name="Columns">Its columns; none where nobody named them.</param>
/// <param name="Arguments">Its arguments, by name.</param>
sealed record FamilyCall(FamilyEntry Entry, Arr<string> Columns, Arr<(string Name, string Value)> Arguments)
{
    /// <summary>The value of an argument.</summary>
    public Option<string> this[string name] => Arguments.Find(argument => argument.Name == name).Map(argument => argument.Value);

    public Seq<EmError> Faults(bool isOnly)
    {
        var unknown = Arguments
            .Filter(argument => !Entry.Arguments.Contains(argument.Name))
            .Map(EmError (argument) => new EmError.UnknownName($"argument of {Entry.Name}", argument.Name, Entry.Arguments));
        var width = Entry.Width;
        return Columns.Count == width || (Columns.IsEmpty && isOnly)
            ? unknown.ToSeq()
            : unknown.ToSeq().Add(new EmError.WrongLength($"columns of {Entry.Name}", width, Columns.Count));
    }
}

/// <summary>A family that can be asked for by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is of, in a few words.</param>
/// <param name="Make">Makes it, given its arguments and the levels of its column where that is of texts.</param>
public sealed record FamilyEntry(string Name, string Summary, Func<FamilyArguments, Either<EmError, Family>> Make)
{
    /// <summary>How many columns it reads.</summary>
    public int Width { get; init; } = 1;

    /// <summary>The arguments that it takes.</summary>
    public Arr<string> Arguments { get; init; } = Arr<string>.Empty;

    /// <summary>Whether its column is of texts.</summary>
    public bool IsOfTexts { get; init; }

    // How it is written on a column.
    internal string On(string column) => Within.Match(outer => $"{outer}({Inner}({column}))", () => $"{Name}({column})");

    Option<string> Within { get; init; }

    string Inner { get; init; } = "";

    /// <summary>What makes it from another family, where it is made from one.</summary>
    public Option<IFamilyMaker> Maker { get; init; }

    /// <summary>A family that is made from a family of counts.</summary>
    /// <param name="name">What makes it: <c>hurdle</c>.</param>
    /// <param name="summary">What it is of, in a few words.</param>
    /// <param name="maker">Makes it.</param>
    public static FamilyEntry MadeFrom(string name, string summary, IFamilyMaker maker) =>
        new(name, summary, _ => new EmError.BadOption("family", name, OfCounts(name))) { Maker = Prelude.Some(maker) };

    // This one of another: zero-inflated of poisson.
    internal FamilyEntry Of(FamilyEntry inner, IFamilyMaker maker) =>
        inner with
        {
            Name = $"{Name}({inner.Name})",
            Summary = Summary,
            Within = Name,
            Inner = inner.Name,
            Make = arguments =>
                inner
                    .Make(arguments)
                    .Bind(family =>
                        Counts.Are(family.Shape)
                            ? family.Within(maker).ToEither(EmError () => new EmError.BadOption("family", inner.Name, OfCounts(Name)))
                            : new EmError.BadOption("family", inner.Name, OfCounts(Name))
                    ),
        };

    static Domain OfCounts(string name) => new($"a family of counts within {name}, such as {name}(poisson(visits))", _ => false);

    /// <summary>A family without arguments.</summary>
    /// <param name="summary">What it is of, in a few words.</param>
    public static FamilyEntry Of<TFamily>(string summary)
        where TFamily : struct, IFamily<TFamily> =>
        new(Family.Of<TFamily>().Shape.Name, summary, _ => Family.Of<TFamily>()) { Width = Family.Of<TFamily>().Shape.Width };
}

/// <summary>What a family is made with.</summary>
/// <param name="Value">The value of an argument, where it is given.</param>
/// <param name="Levels">The levels of its column, where that is of texts.</param>
public sealed record FamilyArguments(Func<string, Option<string>> Value, Arr<string> Levels)
{
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
