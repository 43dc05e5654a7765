#if SNAPSHOT_ENGINE_BUILT_IN
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace EmFunctional.Tests.Snapshots;

/// <summary>Each convention of Verify that the stand-in follows; with the real engine there is nothing to test.</summary>
public sealed class BuiltInEngineTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("snapshots").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    SettingsTask VerifyHere(string text, string extension = "txt") => Verify(text, extension).UseDirectory(_folder).DisableDiff();

    string[] Files => [.. Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    string FileOf(string method, string kind) => Path.Combine(_folder, $"{nameof(BuiltInEngineTests)}.{method}.{kind}.txt");

    void Verified(string method, string text, bool bom = true) =>
        File.WriteAllText(FileOf(method, "verified"), text, new UTF8Encoding(bom));

    [Fact]
    public async Task A_new_snapshot_fails_and_writes_only_the_received_file()
    {
        var exception = await Assert.ThrowsAsync<VerifyException>(async () => await VerifyHere("a\r\nb"));
        Assert.Equal(["BuiltInEngineTests.A_new_snapshot_fails_and_writes_only_the_received_file.received.txt"], Files);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "a\nb"u8], File.ReadAllBytes(Path.Combine(_folder, Files[0])));
        Assert.Contains("New snapshot", exception.Message, StringComparison.Ordinal);
        Assert.Contains(".received.txt", exception.Message, StringComparison.Ordinal);
        Assert.Contains(".verified.txt", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bom", "a\nb", true)]
    [InlineData("no bom", "a\nb", false)]
    [InlineData("crlf", "a\r\nb", true)]
    [InlineData("one newline", "a\nb\n", true)]
    [InlineData("one crlf", "a\r\nb\r\n", true)]
    public async Task What_a_verified_file_may_look_like(string name, string text, bool bom)
    {
        Verified($"What_a_verified_file_may_look_like_name={name}", text, bom);
        File.WriteAllText(FileOf($"What_a_verified_file_may_look_like_name={name}", "received"), "stale");
        var result = await VerifyHere("a\nb").UseParameters(name);
        Assert.Equal("a\nb", result.Text);
        Assert.EndsWith(".verified.txt", Assert.Single(Files), StringComparison.Ordinal); // the stale file is gone
    }

    [Theory]
    [InlineData("two newlines", "a\nb\n\n")]
    [InlineData("trailing space", "a\nb ")]
    [InlineData("another text", "a\nc")]
    public async Task What_is_a_difference(string name, string text)
    {
        Verified($"What_is_a_difference_name={name}", text);
        var exception = await Assert.ThrowsAsync<VerifyException>(async () => await VerifyHere("a\nb").UseParameters(name));
        Assert.Contains("differs", exception.Message, StringComparison.Ordinal);
        Assert.Contains("a\nb", exception.Message, StringComparison.Ordinal);
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, Files.Length);
    }

    [Fact]
    public async Task An_empty_verified_file_counts_as_new()
    {
        Verified(nameof(An_empty_verified_file_counts_as_new), "");
        var exception = await Assert.ThrowsAsync<VerifyException>(async () => await VerifyHere("a"));
        Assert.Contains("New snapshot", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_name_twice_in_a_run_fails()
    {
        Verified(nameof(The_same_name_twice_in_a_run_fails), "a");
        await VerifyHere("a");
        var exception = await Assert.ThrowsAsync<VerifyException>(async () => await VerifyHere("a"));
        Assert.Contains("twice", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_can_be_chosen()
    {
        foreach (
            var task in new[]
            {
                VerifyHere("a").UseTypeName("T").UseMethodName("m n"),
                VerifyHere("a").UseFileName("file-1"),
                VerifyHere("a").UseTextForParameters("x.y"),
                VerifyHere("a", "csv").UseMethodName("table"),
            }
        )
            await task.AutoVerify();
        Assert.Equal(
            [
                "BuiltInEngineTests.Names_can_be_chosen_x.y.verified.txt",
                "BuiltInEngineTests.table.verified.csv",
                "T.m n.verified.txt",
                "file-1.verified.txt",
            ],
            Files
        );
    }

    [Fact]
    public async Task Accepted_snapshots_are_written_with_bom_and_pass_from_then_on()
    {
        await VerifyHere("a").UseMethodName("accepted").AutoVerify();
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "a"u8], File.ReadAllBytes(FileOf("accepted", "verified")));
    }

    [Fact]
    public async Task Settings_are_copied_into_the_task()
    {
        var settings = new VerifySettings();
        settings.UseDirectory(_folder);
        settings.AutoVerify();
        await Verify("a", settings).UseMethodName("first").DisableDiff();
        await Verify("b", settings).UseMethodName("second").DisableDiff();
        Assert.Equal(["BuiltInEngineTests.first.verified.txt", "BuiltInEngineTests.second.verified.txt"], Files);
    }

    [Fact]
    public async Task A_trace_that_differs_is_told_by_iteration_and_parameter()
    {
        const string header = "iteration  objective  theta[0]\n0  -1.5  0.5\n1  -1.25  ";
        Verified(nameof(A_trace_that_differs_is_told_by_iteration_and_parameter), header + "0.25");
        var exception = await Assert.ThrowsAsync<VerifyException>(async () => await VerifyHere(header + "0.25000000000000006"));
        Assert.StartsWith(
            "The snapshot differs: iteration 1, theta[0]: expected 2.5000000000000000e-001, found 2.5000000000000006e-001, 1 ulp apart",
            exception.Message,
            StringComparison.Ordinal
        );
    }
}
#endif
