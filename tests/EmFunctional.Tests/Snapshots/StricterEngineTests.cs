#if SNAPSHOT_ENGINE_BUILT_IN
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Snapshots;

/// <summary>What Verify refuses, rewrites or names otherwise than one would think, the stand-in refuses and says so.</summary>
public sealed class StricterEngineTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("snapshots").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    SettingsTask VerifyHere(string text, string extension = "txt") => Verify(text, extension).UseDirectory(_folder).DisableDiff();

    string[] Files => [.. Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    void Write(string name, string text = "a") => File.WriteAllText(Path.Combine(_folder, name), text);

    static async Task Refused(string message, Func<SettingsTask> task) =>
        Assert.Contains(message, (await Assert.ThrowsAsync<VerifyException>(async () => await task())).Message, StringComparison.Ordinal);

    async Task RefusedBefore(string message, Func<SettingsTask> task)
    {
        await Refused(message, () => task().AutoVerify());
        Assert.Empty(Files);
    }

    [Theory]
    [InlineData("nothing", "", "emptyString")]
    [InlineData("lone CR", "x\ny\rz", "in line 2")]
    [InlineData("CR before CRLF", "x\r\r\ny", "carriage return")]
    [InlineData("CR at the end", "x\r", "carriage return")]
    [InlineData("mark", "\uFEFFx", "U+FEFF")]
    public Task Texts_that_Verify_rewrites(string name, string text, string message) =>
        RefusedBefore(message, () => VerifyHere(text).UseParameters(name));

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDFFF)]
    public async Task Text_that_is_no_Unicode(int half)
    {
        await RefusedBefore("in line 2", () => VerifyHere($"a\n{(char)half}b").UseMethodName($"alone {half}"));
        await VerifyHere("\uFFFD \U0001F600 \uFEFF").UseParameters(half).AutoVerify(); // these are
        Assert.Single(Files);
    }

    public static TheoryData<string, string> Paths =>
        new()
        {
            { "{TempPath}", Path.GetTempPath() },
            { "{TempPath}", Path.GetTempPath().TrimEnd('/', '\\') },
            { "{UserProfile}", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) },
            { "{CurrentDirectory}", AppContext.BaseDirectory.Replace('/', '\\') },
            { "{ProjectDirectory}", Path.Combine(Repository.Root, "tests", "EmFunctional.Tests", "x.cs") },
            { "{SolutionDirectory}", Repository.Root },
        };

    [Theory]
    [MemberData(nameof(Paths))]
    public Task Paths_of_this_machine(string token, string path) =>
        path.Length < 2
            ? Task.CompletedTask // a user without a home
            : RefusedBefore(
                "of this machine",
                () =>
                    VerifyHere($"x\nread from {path}")
                        .UseMethodName($"{token} {Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(path))[^8..]}")
            );

    [Theory]
    [InlineData("jsonl")]
    [InlineData("ndjson")]
    [InlineData("dot")]
    [InlineData("foo")]
    [InlineData("png")]
    [InlineData(".txt")]
    [InlineData("TXT")]
    [InlineData("")]
    public Task Extensions_that_are_no_text(string extension) =>
        RefusedBefore($"'{extension}'", () => VerifyHere("a", extension).UseTextForParameters($"of {extension.Length}"));

    [Theory]
    [InlineData(1)]
    public async Task Parameters(int one)
    {
        await RefusedBefore("2 values", () => VerifyHere("a").UseParameters(one, 2));
        await RefusedBefore("has parameters", () => VerifyHere("a"));
        await RefusedBefore("without any", () => VerifyHere("a").UseParameters());
        await RefusedBefore("UseTextForParameters", () => VerifyHere("a").UseParameters(one).UseTextForParameters("x"));
        await RefusedBefore("UseTextForParameters", () => VerifyHere("a").UseTextForParameters("x").UseParameters(one));
        await RefusedBefore("DateTime", () => VerifyHere("a").UseParameters(new DateTime(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc)));
        await RefusedBefore("StricterEngineTests", () => VerifyHere("a").UseParameters(this));
        await RefusedBefore("is empty", () => VerifyHere("a").UseParameters(""));
        await RefusedBefore("is empty", () => VerifyHere("a").UseParameters(Array.Empty<int>()));
    }

    [Theory]
    [InlineData("a<b>?*", new[] { 1, 2 }, null)]
    public async Task Names_of_parameters(string text, int[] many, string? none)
    {
        await VerifyHere("a").UseParameters(text, many, none).AutoVerify();
        await VerifyHere("a").UseParameters(many).UseMethodName("alone").AutoVerify();
        await VerifyHere("a").UseParameters(new[] { "x", "y" }).UseMethodName("words").AutoVerify();
        Assert.Equal(
            [
                "StricterEngineTests.Names_of_parameters_text=a-b---_many=1,2_none=null.verified.txt",
                "StricterEngineTests.alone_text=1,2.verified.txt",
                "StricterEngineTests.words_text=x,y.verified.txt",
            ],
            Files
        );
    }

    [Fact]
    public async Task Names_that_cannot_be_chosen()
    {
        foreach (var name in new[] { "a/b", "a\\b", "a?b", "a:b", "a*b", "a\"b", "a<b", "a|b", "a\nb", "a\0b", "", " " })
        {
            await RefusedBefore("UseMethodName", () => VerifyHere("a").UseMethodName(name));
            await RefusedBefore("UseTypeName", () => VerifyHere("a").UseTypeName(name));
            await RefusedBefore("UseFileName", () => VerifyHere("a").UseFileName(name));
            await RefusedBefore("UseTextForParameters", () => VerifyHere("a").UseTextForParameters(name));
        }
        await RefusedBefore("UseFileName", () => VerifyHere("a").UseMethodName("m").UseFileName("f"));
        await RefusedBefore("UseFileName", () => VerifyHere("a").UseFileName("f").UseMethodName("m"));
        await RefusedBefore("UseFileName", () => VerifyHere("a").UseFileName("f").UseTypeName("t"));
        await RefusedBefore("UseFileName", () => VerifyHere("a").UseFileName("f").UseTextForParameters("p"));
        await RefusedBefore("UseFileName", () => VerifyHere("a").UseFileName("f").UseParameters(1));
        await RefusedBefore("UseDirectory", () => VerifyHere("a").UseDirectory(""));
    }

    [Fact]
    public async Task Two_extensions_in_one_test()
    {
        await VerifyHere("a").AutoVerify();
        await Refused("twice", () => VerifyHere("a,b", "csv").AutoVerify());
    }

    [Theory]
    [InlineData(".verified.csv")]
    [InlineData("#00.verified.txt")]
    public async Task What_is_left_over_beside_a_good_file(string end)
    {
        var name = $"StricterEngineTests.{nameof(What_is_left_over_beside_a_good_file)}_{end.Length}";
        Write($"{name}.verified.txt");
        Write($"{name}{end}");
        Write($"{name}0.verified.csv"); // of another test
        await Refused($"delete:\n{Path.Combine(_folder, name)}{end}", () => VerifyHere("a").UseTextForParameters($"{end.Length}"));
        Assert.Equal(3, Files.Length);
    }

    [Fact]
    public async Task What_is_stale_is_deleted()
    {
        var name = $"StricterEngineTests.{nameof(What_is_stale_is_deleted)}";
        Write($"{name}.verified.txt");
        Write($"{name}.verified.csv", "");
        Write($"{name}.received.csv");
        Write($"{name}#01.received.txt");
        await VerifyHere("a");
        Assert.Equal([$"{name}.verified.txt"], Files);
    }

    public sealed class Nested : IDisposable
    {
        readonly string _folder = Directory.CreateTempSubdirectory("snapshots").FullName;

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        [Fact]
        public async Task A_nested_class_is_named_with_its_parent()
        {
            await Verify("a").UseDirectory(_folder).AutoVerify();
            Assert.Equal(
                $"StricterEngineTests.Nested.{nameof(A_nested_class_is_named_with_its_parent)}.verified.txt",
                Path.GetFileName(Assert.Single(Directory.GetFiles(_folder)))
            );
        }
    }

    [Fact]
    public void The_exception_has_no_namespace() => Assert.Equal("VerifyException", typeof(VerifyException).FullName);
}
#endif
