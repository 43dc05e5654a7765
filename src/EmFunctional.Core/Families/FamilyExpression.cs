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

    /// <summary>The same with the columns that it turned out to be of.</summary>
    /// <param name="columns">Their names, one for each that is named, or of one family that was alone any number that it takes.</param>
    public FamilyExpression On(Arr<string> columns)
    {
        var (left, factors) = (columns, new List<FamilyCall>());
        foreach (var factor in Factors)
        {
            var width = factor.Columns.IsEmpty ? columns.Count : factor.Columns.Count;
            factors.Add(factor with { Columns = left.Take(width).ToArray() });
            left = left.Skip(width).ToArray();
        }
        return new(factors.ToArray());
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The text.</param>
    /// <param name="known">The families that there are.</param>
    /// <param name="option">The option that it is the value of.</param>
    /// <returns>The expression; or what does not parse, and where, an unknown family, or a column that comes twice.</returns>
    public static Validation<EmError, FamilyExpression> Parse(string text, Arr<FamilyEntry> known, string option = "family")
    {
        var (reader, factors) = (new Reader(text, option), new List<FamilyCall>());
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
            .Select(EmError (group) => new EmError.BadOption("column", group.Key, new("named once", _ => false)))
            .ToSeq();
        return faults.IsEmpty && twice.IsEmpty ? made : faults + twice;
    }

    sealed class Reader(string text, string option = "")
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
                option,
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
        // What no family can be made of is said before how many columns it would have.
        var width = Columns.IsEmpty && isOnly ? Option<EmError>.None : Entry.Unmade || Entry.FaultOfWidth(Columns.Count);
        return unknown.Concat(width).ToSeq();
    }

    /// <summary>The family on its columns.</summary>
    /// <param name="levels">The levels of its column where that is of texts.</param>
    public Either<EmError, Family> Make(Arr<string> levels) =>
        Entry.Make(new(name => this[name], levels) { Columns = Columns.Count }).Map(family => family.On(Columns));
}
