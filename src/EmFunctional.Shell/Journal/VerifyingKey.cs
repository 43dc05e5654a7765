using System.Security.Cryptography;
using System.Text;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>A public key by which signatures of journals are checked: ECDSA on the curve P-256.</summary>
public sealed class VerifyingKey : IDisposable
{
    readonly ECDsa _key;

    VerifyingKey(ECDsa key) => (_key, Fingerprint) = (key, KeyFile.FingerprintOf(key));

    /// <summary>SHA-256 of the key, as DER (SubjectPublicKeyInfo).</summary>
    public Hash256 Fingerprint { get; }

    /// <summary>A key from a PEM file, as <c>openssl ec -pubout</c> writes it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The key, or why the file is none.</returns>
    public static Either<JournalError, VerifyingKey> Read(string path) =>
        KeyFile.Read(path, isPrivate: false).Map(key => new VerifyingKey(key));

    /// <summary>Whether the owner of this key signed a whole journal, as it was read: its last line is his signature of all before.</summary>
    /// <param name="lines">The journal, read to its end and without a fault.</param>
    /// <returns>His signature, or what is lacking.</returns>
    public Either<JournalError, JournalSignature> Check(JournalLines lines) =>
        lines.Seal.IsNone ? new JournalError.NotSigned("it is not sealed, and what is signed is its last seal")
        : lines.Signatures.IsEmpty ? new JournalError.NotSigned("nobody has signed it")
        : Check(lines.Signatures[^1], lines.Count);

    Either<JournalError, JournalSignature> Check(JournalSignature last, int lines) =>
        last.Key != Fingerprint
            ? new JournalError.NotSigned(
                $"it is signed by the key {last.Key} (line {last.Line}), and the fingerprint of this one is {Fingerprint}"
            )
        : !Fits(last)
            ? new JournalError.NotSigned(
                $"line {last.Line} names this key, and its signature does not fit: whoever wrote it does not have the key"
            )
        : last.Line < lines
            ? new JournalError.NotSigned(
                $"it is signed up to line {last.Line}, and what stands behind ({(last.Line + 1 == lines ? $"line {lines}" : $"lines {last.Line + 1} to {lines}")}) is not"
            )
        : last;

    bool Fits(JournalSignature signature)
    {
        var bytes = new byte[signature.Signature.Length];
        return Convert.TryFromBase64String(signature.Signature, bytes, out var length)
            && _key.VerifyData(
                Encoding.ASCII.GetBytes(signature.Of.ToString()),
                bytes.AsSpan(0, length),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            );
    }

    /// <summary>Closes the key.</summary>
    public void Dispose() => _key.Dispose();
}
