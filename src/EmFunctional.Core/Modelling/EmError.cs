using System.Diagnostics;

namespace EmFunctional.Modelling;

/// <summary>What data, calls or the mathematics can bring about. A case carries names and numbers, and has the words for them.</summary>
public abstract partial record EmError
{
    EmError() { }

    /// <summary>What is wrong, then what to do: <c>file:line:column: what is wrong; what to do</c>, without the place where there is none.</summary>
    internal abstract string Words { get; }

    /// <summary>What files, tables and rows can bring about.</summary>
    public abstract record Data : EmError
    {
        private protected Data() { }
    }

    /// <summary>What a call can ask for that cannot be: options, starts, sizes, names.</summary>
    public abstract record Asked : EmError
    {
        private protected Asked() { }
    }

    /// <summary>What the mathematics can bring about.</summary>
    public abstract record Mathematics : EmError
    {
        private protected Mathematics() { }
    }

    /// <summary>The one place that tells the kinds apart.</summary>
    public T Match<T>(Func<Data, T> data, Func<Asked, T> asked, Func<Mathematics, T> mathematics) =>
        this switch
        {
            Data e => data(e),
            Asked e => asked(e),
            Mathematics e => mathematics(e),
            _ => throw new UnreachableException(),
        };

    /// <summary>The error, with the file or table that the rows came from where it is one of rows.</summary>
    internal virtual EmError In(string source) => this;

    /// <summary>The error as one line, with what to do about it.</summary>
    public sealed override string ToString() => Plain.Line(Words);

    static string Named(string name) => name.Length == 0 ? "the column" : name;

    static string Short(string text, int most = 40) => text.Length <= most ? text : text[..most] + "…";
}
