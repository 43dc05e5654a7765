using System.Security.Cryptography;
using System.Text;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>A private key that signs journals: ECDSA on the curve P-256.</summary>
public sealed class SigningKey : IDisposable
{
    readonly ECDsa _key;

    SigningKey(ECDsa key) => (_key, Fingerprint) = (key, KeyFile.FingerprintOf(key));

    /// <summary>SHA-256 of the public key, as DER (SubjectPublicKeyInfo).</summary>
    public Hash256 Fingerprint { get; }

    /// <summary>A key from a PEM file, as <c>openssl ecparam -name prime256v1 -genkey -noout</c> writes it, or in PKCS 8.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The key, or why the file is none.</returns>
    public static Either<JournalError, SigningKey> Read(string path) => KeyFile.Read(path, isPrivate: true).Map(key => new SigningKey(key));

    /// <summary>Closes the key.</summary>
    public void Dispose() => _key.Dispose();

    internal string Sign(Hash256 seal) =>
        Convert.ToBase64String(
            _key.SignData(Encoding.ASCII.GetBytes(seal.ToString()), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
        );
}
