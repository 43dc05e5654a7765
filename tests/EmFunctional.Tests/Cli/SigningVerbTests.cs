using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Cli;

/// <summary><c>--sign</c>, <c>--signed-by</c> and <c>--provenance</c>.</summary>
public sealed class SigningVerbTests : IDisposable
{
    readonly Tool _tool = new();

    public SigningVerbTests()
    {
        foreach (var name in new[] { "mine", "theirs" })
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            _tool.Write($"{name}.pem", key.ExportPkcs8PrivateKeyPem());
            _tool.Write($"{name}.pub", key.ExportSubjectPublicKeyInfoPem());
        }
    }

    public void Dispose() => _tool.Dispose();

    ToolResult Fit(params string[] more) =>
        _tool.Run(["fit", "normal-mixture", "@faithful", "--column", "waiting", "--journal", "run.clef", .. more]);

    ToolResult Verify(params string[] more) => _tool.Run(["verify", "run.clef", "@faithful", .. more]);

    [Fact]
    public void Who_signed_a_run_is_proved()
    {
        Assert.Equal(0, Fit("--sign", "mine.pem").ExitCode);
        var proved = Verify("--signed-by", "mine.pub");
        Assert.Equal(0, proved.ExitCode);
        Assert.Contains("\nSigned by the owner of mine.pub", proved.Out, StringComparison.Ordinal);
        var other = Verify("--signed-by", "theirs.pub");
        Assert.Equal(3, other.ExitCode);
        Assert.Contains("not signed by this key: it is signed by the key", other.Out, StringComparison.Ordinal);
        Assert.Contains("--signed-by and the public key would prove it", Verify().Out, StringComparison.Ordinal);
        Assert.Equal(0, _tool.Run("resume", "run.clef", "@faithful", "--stop", "iterations(30)", "--sign", "theirs.pem").ExitCode);
        Assert.Equal(0, Verify("--signed-by", "theirs.pub").ExitCode);
        Assert.Equal(3, Verify("--signed-by", "mine.pub").ExitCode);
        Assert.Equal(0, _tool.Run("replay", "run.clef").ExitCode);
        Assert.Equal(0, _tool.Run("predict", "run.clef", "@faithful").ExitCode);
    }

    [Fact]
    public void What_nobody_signed_is_not_signed()
    {
        Fit();
        var unsigned = Verify("--signed-by", "mine.pub");
        Assert.Equal((3, true), (unsigned.ExitCode, unsigned.Out.EndsWith("nobody has signed it\n", StringComparison.Ordinal)));
        Assert.DoesNotContain("signed", Verify().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_none_is_refused_before_anything_is_written()
    {
        foreach (
            var (key, why) in new[]
            {
                ("mine.pub", "this is a public key, and only the private one signs"),
                ("nowhere.pem", "there is no such file; check the path"),
            }
        )
        {
            var refused = Fit("--sign", key);
            Assert.Equal((2, $"{key}: {why}\n"), (refused.ExitCode, refused.Error));
        }
        Assert.DoesNotContain(_tool.Files, file => file.EndsWith(".clef", StringComparison.Ordinal));
        var nowhere = _tool.Run("fit", "normal-mixture", "@faithful", "--column", "waiting", "--sign", "mine.pem");
        Assert.Equal((2, true), (nowhere.ExitCode, nowhere.Error.Contains("--sign", StringComparison.Ordinal)));
        Fit();
        Assert.Equal(2, Verify("--signed-by", "mine.pem").ExitCode);
    }

    [Fact]
    public void Who_recorded_it_is_told_where_it_was_asked()
    {
        Fit("--provenance", "--stop", "iterations(3)");
        var first = File.ReadLines(Path.Combine(_tool.Folder, "run.clef")).ElementAt(1);
        Assert.Contains(
            "\"Command\":\"em fit normal-mixture @faithful --column waiting --journal run.clef --provenance --stop 'iterations(3)'\"",
            first.Replace("\\u0027", "'", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"recorded by {Environment.UserName} on {Environment.MachineName}, ",
            _tool.Run("replay", "run.clef").Error,
            StringComparison.Ordinal
        );
        var by = JsonNode.Parse(_tool.Run("replay", "run.clef", "--format", "json").Out)!["journal"]!["provenance"]![0]!;
        Assert.Equal((Environment.UserName, Environment.MachineName), ((string)by["user"]!, (string)by["machine"]!));
        Assert.StartsWith("em fit normal-mixture", (string)by["command"]!, StringComparison.Ordinal);
        Assert.Equal(0, Verify().ExitCode);
    }
}
