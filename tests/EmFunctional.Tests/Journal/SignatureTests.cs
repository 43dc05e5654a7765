using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Journal;

/// <summary>A chain of seals can be computed anew by anybody; a signature of its last seal cannot.</summary>
public sealed class SignatureTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Key(string name, ECCurve? curve = null)
    {
        using var key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.PathTo($"{name}.pem"), key.ExportECPrivateKeyPem());
        File.WriteAllText(_folder.PathTo($"{name}.pub"), key.ExportSubjectPublicKeyInfoPem());
        return _folder.PathTo($"{name}.pem");
    }

    SigningKey Signing(string name) => SigningKey.Read(_folder.PathTo($"{name}.pem")).OrThrow();

    VerifyingKey Verifying(string name) => VerifyingKey.Read(_folder.PathTo($"{name}.pub")).OrThrow();

    Either<JournalError, JournalSignature> Checked(string journal, string key)
    {
        using var stream = File.OpenRead(_folder.PathTo(journal));
        var lines = JournalReader.Read(stream);
        Assert.All(lines, line => Assert.True(line.IsRight));
        using var verifying = Verifying(key);
        return verifying.Check(lines);
    }

    static string Fault(Either<JournalError, JournalSignature> found) => found.Match(Right: _ => "signed", Left: error => $"{error}");

    void Record(string journal, string key, StopRule? rule = null)
    {
        using var signing = Signing(key);
        Recorded.Run(_folder.PathTo(journal), _folder.Coins, Sample.ArticleStart, rule, author: new(signing)).Wait();
    }

    [Fact]
    public void A_signed_journal_is_whole_and_its_owners()
    {
        Key("mine");
        Record("run.clef", "mine");
        var plain = _folder.Read(Path.GetFileName(_folder.CoinsJournal()));
        Assert.Equal(plain.Skip(1), _folder.Read("run.clef").Skip(1)); // the first tells of the machine
        var signature = Checked("run.clef", "mine").OrThrow();
        Assert.Equal(File.ReadLines(_folder.PathTo("run.clef")).Count(), signature.Line);
        using var key = Verifying("mine");
        Assert.Equal(key.Fingerprint, signature.Key);
        // Any other program can check it: what is signed are the digits of the seal before.
        var lines = File.ReadAllLines(_folder.PathTo("run.clef")).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        using var other = ECDsa.Create();
        other.ImportFromPem(File.ReadAllText(_folder.PathTo("mine.pub")));
        Assert.True(
            other.VerifyData(
                System.Text.Encoding.ASCII.GetBytes(lines[^2].GetProperty("Seal").GetString()!),
                Convert.FromBase64String(lines[^1].GetProperty("Signature").GetString()!),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            )
        );
    }

    [Fact]
    public void Whoever_seals_all_of_it_anew_has_not_signed_it()
    {
        Key("mine");
        Key("theirs");
        Record("run.clef", "mine");
        Assert.Contains("it is signed by the key", Fault(Checked("run.clef", "theirs")), StringComparison.Ordinal);
        // Somebody takes my lines for a run of his, and keeps my signature and the name of my key.
        var mine = File.ReadAllLines(_folder.PathTo("run.clef"));
        Record("forged.clef", "theirs", StopRule.Iterations(3));
        var forged = File.ReadAllLines(_folder.PathTo("forged.clef"));
        string Property(string line, string name) => JsonDocument.Parse(line).RootElement.GetProperty(name).GetString()!;
        foreach (var name in new[] { "Key", "Signature" })
            forged[^1] = forged[^1].Replace(Property(forged[^1], name), Property(mine[^1], name), StringComparison.Ordinal);
        // Base64 is escaped in JSON where it has a plus.
        var before = EmFunctional.Numerics.Hash256.TryParse(Property(forged[^2], "Seal"), out var seal) ? seal : default;
        var own = Property(forged[^1], "Seal");
        forged[^1] = forged[^1]
            .Replace(own, SealedLine.SealOf(before, System.Text.Encoding.UTF8.GetBytes(forged[^1])).ToString(), StringComparison.Ordinal);
        File.WriteAllText(_folder.PathTo("forged.clef"), string.Concat(forged.Select(line => line + "\n")));
        Assert.Contains("whoever wrote it does not have the key", Fault(Checked("forged.clef", "mine")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_behind_a_signature_is_not_signed_until_it_is()
    {
        Key("mine");
        Key("theirs");
        Record("run.clef", "mine", StopRule.Iterations(3));
        var signed = File.ReadLines(_folder.PathTo("run.clef")).Count();
        Recorded.Resume(_folder.PathTo("run.clef"), _folder.Coins, StopRule.Iterations(5)).Wait();
        Assert.Contains(
            $"it is signed up to line {signed}, and what stands behind (lines {signed + 1} to ",
            Fault(Checked("run.clef", "mine")),
            StringComparison.Ordinal
        );
        File.WriteAllLines(_folder.PathTo("one.clef"), File.ReadLines(_folder.PathTo("run.clef")).Take(signed + 1));
        Assert.EndsWith(
            $"it is signed up to line {signed}, and what stands behind (line {signed + 1}) is not",
            Fault(Checked("one.clef", "mine")),
            StringComparison.Ordinal
        );
        using (var theirs = Signing("theirs"))
            Recorded.Resume(_folder.PathTo("run.clef"), _folder.Coins, StopRule.Iterations(7), author: new(theirs)).Wait();
        Assert.Equal("signed", Fault(Checked("run.clef", "theirs")));
        // Lines that are missing at the end are missed.
        File.WriteAllLines(_folder.PathTo("cut.clef"), File.ReadAllLines(_folder.PathTo("run.clef"))[..^1]);
        Assert.NotEqual("signed", Fault(Checked("cut.clef", "theirs")));
    }

    [Fact]
    public void A_run_that_was_left_early_is_not_signed_and_its_resumption_is()
    {
        Key("mine");
        using var key = Signing("mine");
        Recorded.Run(_folder.PathTo("run.clef"), _folder.Coins, Sample.ArticleStart, author: new(key)).Take(4).Wait();
        Assert.Contains("nobody has signed it", Fault(Checked("run.clef", "mine")), StringComparison.Ordinal);
        Recorded.Resume(_folder.PathTo("run.clef"), _folder.Coins, author: new(key)).Wait();
        Assert.Equal("signed", Fault(Checked("run.clef", "mine")));
    }

    [Fact]
    public void What_is_not_sealed_is_not_signed()
    {
        Key("mine");
        Record("run.clef", "mine");
        File.WriteAllBytes(_folder.PathTo("plain.clef"), Altered.Unsealed(File.ReadAllBytes(_folder.PathTo("run.clef"))));
        Assert.Contains("it is not sealed", Fault(Checked("plain.clef", "mine")), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_recorded_a_run_is_told_only_where_it_was_asked()
    {
        _folder.CoinsJournal();
        Assert.DoesNotContain(Environment.MachineName + "\"", File.ReadAllText(_folder.PathTo("coins.clef")), StringComparison.Ordinal);
        var provenance = Provenance.OfThisProcess("em fit --journal postgres://me:secret@host/runs");
        Assert.Equal("em fit --journal postgres://me:***@host/runs", provenance.Command);
        Recorded.Run(_folder.PathTo("told.clef"), _folder.Coins, Sample.ArticleStart, author: new(Provenance: provenance)).Wait();
        using var stream = File.OpenRead(_folder.PathTo("told.clef"));
        var lines = JournalReader.Read(stream);
        Assert.All(lines, line => Assert.True(line.IsRight));
        Assert.Equal(provenance, Assert.Single(lines.Provenance));
        Assert.Equal((Environment.UserName, Environment.MachineName), (provenance.User, provenance.Machine));
    }

    [Fact]
    public void What_is_no_key_is_refused_with_what_it_is()
    {
        Key("mine");
        Key("wide", ECCurve.NamedCurves.nistP384);
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            File.WriteAllText(
                _folder.PathTo("locked.pem"),
                key.ExportEncryptedPkcs8PrivateKeyPem("secret", new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000))
            );
        using (var key = RSA.Create(1024))
            File.WriteAllText(_folder.PathTo("rsa.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(
            _folder.PathTo("older.pem"),
            "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n"
        );
        File.WriteAllText(_folder.PathTo("broken.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        File.WriteAllText(_folder.PathTo("none.pem"), "no key\n");
        File.WriteAllText(_folder.PathTo("cert.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        string Refused(string name) =>
            SigningKey
                .Read(_folder.PathTo(name))
                .Match(Right: _ => "a key", Left: error => $"{error}"[(_folder.PathTo(name).Length + 2)..]);
        Assert.StartsWith("this is a public key, and only the private one signs", Refused("mine.pub"), StringComparison.Ordinal);
        Assert.Matches("^the key is on the curve .*384, and P-256 is needed", Refused("wide.pem"));
        Assert.StartsWith("the key is encrypted", Refused("locked.pem"), StringComparison.Ordinal);
        Assert.StartsWith("the key is encrypted", Refused("older.pem"), StringComparison.Ordinal);
        Assert.StartsWith("this is no key of ECDSA on the curve P-256", Refused("rsa.pem"), StringComparison.Ordinal);
        Assert.StartsWith("this is no key of ECDSA on the curve P-256", Refused("broken.pem"), StringComparison.Ordinal);
        Assert.Equal("this is a certificate; give the key itself", Refused("cert.pem"));
        Assert.StartsWith("this is no key in PEM", Refused("none.pem"), StringComparison.Ordinal);
        Assert.StartsWith("there is no such file", Refused("nowhere.pem"), StringComparison.Ordinal);
        Assert.Equal("a key", Refused("mine.pem"));
        var secret = VerifyingKey.Read(_folder.PathTo("mine.pem")).Match(Right: _ => "a key", Left: error => $"{error}");
        Assert.Contains("this is a private key", secret, StringComparison.Ordinal);
    }
}
