using System.IO;
using EmFunctional.Journal;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>By whom a journal is to be signed, if that is asked.</summary>
/// <param name="Path">The file of the public key, as the call names it.</param>
/// <param name="Key">The key; nothing where nobody is asked for.</param>
sealed record SignedBy(string Path, VerifyingKey? Key) : IDisposable
{
    public static Either<JournalError, SignedBy> Of(string? path) =>
        path is null ? new SignedBy("", null) : VerifyingKey.Read(path).Map(key => new SignedBy(path, key));

    /// <summary>What is to be said of who signed a journal that is whole, and whether that is as asked.</summary>
    /// <param name="read">The journal, read to its end.</param>
    /// <param name="isCut">Whether its last line is cut off.</param>
    public (string Line, bool IsProved) Tell(JournalLines read, bool isCut) =>
        Key is null
            ? (
                read.Signatures.IsEmpty
                    ? ""
                    : $"It says that it was signed by the key {read.Signatures[^1].Key}; --signed-by and the public key would prove it.",
                true
            )
        : isCut ? ($"{new JournalError.NotSigned("its last line is cut off")}", false)
        : Key.Check(read)
            .Match(
                Right: signature =>
                    (
                        $"Signed by the owner of {Path} (the key {signature.Key}), at {signature.Time:yyyy-MM-dd HH:mm:ss} by his clock.",
                        true
                    ),
                Left: error => ($"{error}", false)
            );

    public void Dispose() => Key?.Dispose();
}
