using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional;

/// <summary>An <see cref="EmError"/> where only an exception can carry it: through <c>OnError</c>, or out of <c>OrThrow</c>.</summary>
/// <param name="errors">The errors, at least one.</param>
public sealed class EmException(Seq<EmError> errors) : Exception(string.Join("\n", errors))
{
    /// <summary>The exception of one error.</summary>
    /// <param name="error">The error.</param>
    public EmException(EmError error)
        : this(Prelude.Seq1(error)) { }

    /// <summary>The errors as values.</summary>
    public Seq<EmError> Errors { get; } = errors;

    /// <summary>The first of them.</summary>
    public EmError Error => Errors.Head;
}

/// <summary>The way out of <c>Either</c> and <c>Validation</c> for programs that end on an error anyway.</summary>
public static class OrThrowExtensions
{
    /// <summary>The value.</summary>
    /// <param name="result">A value or an error.</param>
    /// <exception cref="EmException">There is an error instead.</exception>
    public static T OrThrow<T>(this Either<EmError, T> result) => result.IfLeft(error => throw new EmException(error));

    /// <summary>The value.</summary>
    /// <param name="result">A value or errors.</param>
    /// <exception cref="EmException">There are errors instead.</exception>
    public static T OrThrow<T>(this Validation<EmError, T> result) => result.IfFail(errors => throw new EmException(errors));
}
