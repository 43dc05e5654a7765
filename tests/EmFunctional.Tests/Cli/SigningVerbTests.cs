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

    static readonly string _text = string.Concat(
        Enumerable.Repeat("the cat sat on the mat\nthe rat sat on the cat\na cat ate the rat\n", 9)
    );

    [Fact]
    public void A_training_is_signed_and_who_signed_it_is_proved()
    {
        _tool.Write("t.txt", _text);
        string[] train = ["tokenise", "train", "t.txt", "--vocab", "24", "--at-most", "--journal", "t.clef", "--force"];
        _tool.Done([.. train, "-o", "a.model", "--sign", "mine.pem", "--provenance"]);
        var journal = Path.Combine(_tool.Folder, "t.clef");
        Assert.Contains("\"Event\":\"recorded\"", File.ReadLines(journal).ElementAt(1), StringComparison.Ordinal);
        Proves("t.clef", ["t.txt"]);
        File.WriteAllLines(journal, File.ReadAllLines(journal)[..^4]);
        Assert.Equal(2, _tool.Run("resume", "t.clef", "nothing.txt", "-o", "b.model", "--sign", "mine.pem").ExitCode);
        Assert.DoesNotContain("\"Event\":\"signed\"", File.ReadAllText(journal), StringComparison.Ordinal);
        _tool.Done(["resume", "t.clef", "t.txt", "-o", "b.model", "--sign", "mine.pem"]);
        Proves("t.clef", ["t.txt"]);
        var refused = _tool.Run([.. train[..6], "-o", "c.model", "--sign", "mine.pem"]);
        Assert.Equal((2, "journal must be given with --resume, --verify, --sign and --provenance\n"), (refused.ExitCode, refused.Error));
        Assert.Contains(
            "given with --verify",
            _tool.Run([.. train, "-o", "c.model", "--signed-by", "mine.pub"]).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_quantification_is_signed_and_who_signed_it_is_proved()
    {
        string Reference(string file) => Repository.PathTo($"tests/EmFunctional.Transcripts.Tests/Reference/kallisto_test/{file}");
        string[] classes =
        [
            Reference("p_pe/pseudoalignments.ec"),
            Reference("p_pe/pseudoalignments.tsv"),
            "--index",
            Reference("q_pe/abundance.tsv"),
        ];
        _tool.Done(["quant", "classes", .. classes, "-o", "out", "--journal", "q.clef", "--sign", "mine.pem", "--provenance"]);
        Proves("q.clef", classes);
        var json = JsonNode.Parse(_tool.Run(["verify", "q.clef", .. classes, "--signed-by", "mine.pub", "--format", "json"]).Out)!;
        Assert.Equal((true, true), ((bool)json["identical"]!, (bool)json["signature"]!["proved"]!));
        Assert.StartsWith("em quant classes", (string)json["provenance"]![0]!["command"]!, StringComparison.Ordinal);
        Assert.Equal(2, _tool.Run(["quant", "classes", .. classes, "-o", "out", "--sign", "mine.pem"]).ExitCode);
        Assert.Equal(2, _tool.Run(["quant", "classes", .. classes, "-o", "out", "--signed-by", "mine.pub"]).ExitCode);
    }

    void Proves(string journal, string[] data)
    {
        var proved = _tool.Run(["verify", journal, .. data, "--signed-by", "mine.pub"]);
        Assert.Equal(0, proved.ExitCode);
        Assert.Contains("\nSigned by the owner of mine.pub", proved.Out, StringComparison.Ordinal);
        Assert.Equal(3, _tool.Run(["verify", journal, .. data, "--signed-by", "theirs.pub"]).ExitCode);
    }

    [Fact]
    public void A_proof_is_told_to_programs()
    {
        Fit("--sign", "mine.pem");
        var same = JsonNode.Parse(Verify("--format", "json", "--signed-by", "mine.pub").Out)!;
        Assert.Equal((true, true, 1, 25), ((bool)same["identical"]!, (bool)same["sealed"]!, (int)same["runs"]!, (int)same["iterates"]!));
        Assert.Equal((24, true), ((int)same["lastRun"]!["iterations"]!, (bool)same["lastRun"]!["ended"]!));
        Assert.Equal("86245aef5b14d1cc715c9582ab91891f2333ea5e4850a5360e55eee68fa41cc5", (string)same["lastRun"]!["trace"]!);
        Assert.True((bool)same["signature"]!["proved"]!);
        Assert.Null(same["difference"]);
        var other = Verify("--format", "json", "--signed-by", "theirs.pub");
        Assert.Equal((3, false), (other.ExitCode, (bool)JsonNode.Parse(other.Out)!["signature"]!["proved"]!));
        var path = Path.Combine(_tool.Folder, "run.clef");
        var lines = File.ReadAllLines(path);
        lines[5] = lines[5].Replace("\"Objective\":-", "\"Objective\":-9", StringComparison.Ordinal);
        File.WriteAllLines(path, lines);
        var changed = Verify("--format", "json");
        var at = JsonNode.Parse(changed.Out)!["difference"]!;
        Assert.Equal((3, 6, 4, "objective"), (changed.ExitCode, (int)at["line"]!, (int)at["iteration"]!, (string)at["field"]!));
        Assert.Equal(2, Verify("--format", "xml").ExitCode);
    }
}
