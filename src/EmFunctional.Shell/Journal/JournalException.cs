using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>A <see cref="JournalError"/> where only an exception can carry it: through <c>OnError</c>, or out of <c>OrThrow</c>.</summary>
/// <param name="error">The error.</param>
public sealed class JournalException(JournalError error) : Exception(error.ToString())
{
    /// <summary>The error as a value.</summary>
    public JournalError Error { get; } = error;
}

/// <summary>The way out of <c>Either</c> for programs that end on an error anyway.</summary>
public static class JournalOrThrowExtensions
{
    /// <summary>The value.</summary>
    /// <param name="result">A value or an error.</param>
    /// <exception cref="JournalException">There is an error instead.</exception>
    public static T OrThrow<T>(this Either<JournalError, T> result) => result.IfLeft(error => throw new JournalException(error));
}
