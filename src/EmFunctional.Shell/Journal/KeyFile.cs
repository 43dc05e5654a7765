using System.IO;
using System.Security.Cryptography;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Journal;

// Keys in PEM files.
static class KeyFile
{
    // Of a key of this curve there are some 200 bytes.
    const int MostBytes = 1 << 16;
    const string Curve = "1.2.840.10045.3.1.7";
    const string MakeOne = "'openssl ecparam -name prime256v1 -genkey -noout -out key.pem' makes one";
    const string MakePublic = "'openssl ec -in key.pem -pubout -out public.pem' writes it";

    public static Hash256 FingerprintOf(ECDsa key) => Hash256.Read(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    public static Either<JournalError, ECDsa> Read(string path, bool isPrivate) =>
        Text(path).Bind(text => Key(text, isPrivate).MapLeft(JournalError (reason) => new JournalError.Inaccessible(path, reason)));

    static Either<JournalError, string> Text(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var text = new char[MostBytes];
            return new string(text, 0, reader.ReadBlock(text));
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new JournalError.Inaccessible(path, FileFaults.Of(path, error).Reason());
        }
    }

    static Either<string, ECDsa> Key(string text, bool isPrivate)
    {
        var (isPublic, isWhole) = (false, false);
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
            switch (rest[fields.Label])
            {
                case "ENCRYPTED PRIVATE KEY":
                    return Encrypted;
                case "PUBLIC KEY":
                    isPublic = true;
                    break;
                case "EC PRIVATE KEY" or "PRIVATE KEY":
                    isWhole = true;
                    break;
                case "CERTIFICATE":
                    return $"this is a certificate; give the key itself";
            }
        // Of an older kind, which is no PEM in the strict sense: headers stand between the key and its label.
        if (text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            return Encrypted;
        if (!isPublic && !isWhole)
            return $"this is no key in PEM; {MakeOne}";
        if (isPrivate != isWhole)
            return isPrivate
                ? "this is a public key, and only the private one signs"
                : $"this is a private key, which is nobody's but its owner's; the public one is needed here: {MakePublic}";
        return Imported(text, isPrivate);
    }

    const string Encrypted = "the key is encrypted; 'openssl pkey -in key.pem -out plain.pem' takes the encryption away";

    static Either<string, ECDsa> Imported(string text, bool isPrivate)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            var curve = key.ExportParameters(isPrivate).Curve;
            if (curve.IsNamed && (curve.Oid.Value ?? Oid.FromFriendlyName(curve.Oid.FriendlyName!, OidGroup.All).Value) == Curve)
                return key;
            key.Dispose();
            return $"the key is on the curve {curve.Oid.FriendlyName ?? curve.Oid.Value ?? "of its own"}, and P-256 is needed; {MakeOne}";
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return $"this is no key of ECDSA on the curve P-256; {MakeOne}";
        }
    }
}
