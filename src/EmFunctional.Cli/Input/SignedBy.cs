using EmFunctional.Cli.Output;
using EmFunctional.Journal;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Cli.Input;

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
    public Option<SignatureReport> Tell(JournalLines read, bool isCut) =>
        Key is null
            ? read.Signatures.IsEmpty
                ? Option<SignatureReport>.None
                : Report($"It says that it was signed by the key {read.Signatures[^1].Key}; --signed-by and the public key would prove it.")
            : isCut
                ? Lacking(new JournalError.NotSigned("its last line is cut off"))
                : Key.Check(read)
                    .Match(
                        Right: signature => new SignatureReport(
                            $"Signed by the owner of {Path} (the key {signature.Key}), at {signature.Time:yyyy-MM-dd HH:mm:ss} by his clock.",
                            true,
                            signature.Key
                        ),
                        Left: Lacking
                    );

    static SignatureReport Report(string line) => new(line, true, Option<Hash256>.None);

    static SignatureReport Lacking(JournalError error) => new($"{error}", false, Option<Hash256>.None);

    public void Dispose() => Key?.Dispose();
}
