using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using EmFunctional.Journal;
using EmFunctional.Tests.Support;
using LanguageExt;
using static EmFunctional.Tests.Support.Altered;

namespace EmFunctional.Tests.Journal;

/// <summary>What became of lines that do not follow each other is told by its name: missing, repeated, swapped, out of place.</summary>
public sealed class LineFaultTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plain", true)]
    [InlineData("plain", false)]
    [InlineData("accelerated", true)]
    [InlineData("accelerated", false)]
    [InlineData("tournament", true)]
    [InlineData("tournament", false)]
    public void Lines_doubled_exchanged_or_left_out_are_named_as_such(string kind, bool isSealed)
    {
        var bytes = isSealed ? _folder.Recorded(kind) : Unsealed(_folder.Recorded(kind));
        foreach (var (what, altered) in Rearranged(bytes))
        {
            var (line, fault) = (int.Parse(Regex.Match(what, "[0-9]+").Value, CultureInfo.InvariantCulture), Read(altered).Fault);
            JournalError named =
                what.EndsWith("doubled", StringComparison.Ordinal) ? new JournalError.Repeated(line + 1, line)
                : what.EndsWith("left out", StringComparison.Ordinal) ? new JournalError.Missing(line, 1)
                : new JournalError.Swapped(line, line + 1);
            Assert.True(fault.Map(Bare) == named, $"{what}: {fault}, and not {named}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_lines_that_are_missing_or_stand_elsewhere_are_named(bool isSealed)
    {
        var text = Encoding
            .UTF8.GetString(isSealed ? _folder.Recorded("plain") : Unsealed(_folder.Recorded("plain")))
            .TrimEnd('\n')
            .Split('\n');
        JournalError FaultOf(params string[][] parts) =>
            Read(Encoding.UTF8.GetBytes(string.Concat(parts.SelectMany(part => part).Select(line => line + "\n"))))
                .Fault.Map(Bare)
                .IfNone(() => throw new InvalidOperationException("no fault"));
        Assert.Equal("lines 4 to 6 are missing; the lines before can be used", $"{FaultOf(text[..3], text[6..])}");
        Assert.Equal("lines 1 and 2 are missing; the lines before can be used", $"{FaultOf(text[2..])}");
        Assert.Equal(new JournalError.Swapped(4, 8), FaultOf(text[..3], [text[7]], text[4..7], [text[3]], text[8..]));
        Assert.Equal(new JournalError.Misplaced(8, 3), FaultOf(text[..3], text[4..8], [text[3]], text[8..]));
        Assert.Equal(new JournalError.Repeated(9, 4), FaultOf(text[..8], [text[3]], text[8..]));
    }

    [Fact]
    public void A_line_that_was_changed_is_not_taken_for_one_that_is_missing()
    {
        var text = Encoding.UTF8.GetString(_folder.Recorded("plain")).TrimEnd('\n').Split('\n');
        JournalError FaultOf(int at, string now, string then) =>
            Read(
                Encoding.UTF8.GetBytes(
                    string.Concat(text.Select((line, i) => (i == at ? line.Replace(now, then, StringComparison.Ordinal) : line) + "\n"))
                )
            )
                .Fault.Map(Bare)
                .IfNone(() => throw new InvalidOperationException("no fault"));
        Assert.Equal(new JournalError.BrokenSeal(5), FaultOf(4, "\"Iteration\":3", "\"Iteration\":4"));
        var trace = Regex.Match(text[^1], "\"Trace\":\"[0-9a-f]").Value;
        Assert.Equal(
            new JournalError.BrokenSeal(text.Length),
            FaultOf(text.Length - 1, trace, trace[..^1] + (trace[^1] == '0' ? '1' : '0'))
        );
    }

    [Fact]
    public void A_journal_without_seals_is_not_sealed_and_not_broken()
    {
        var bytes = Unsealed(_folder.Recorded("plain"));
        Assert.Equal(Option<JournalError>.None, Read(bytes).Fault);
        var demanded = JournalReader.Read(new MemoryStream(bytes), Seals.Checked).Single();
        Assert.Equal(new JournalError.NotSealed(), demanded.LeftAsEnumerable().Single());
    }

    [Fact]
    public void Without_seals_is_told_what_does_not_fit()
    {
        var text = Encoding.UTF8.GetString(Unsealed(_folder.Recorded("plain"))).Split('\n');
        Assert.Equal(
            "line 4 is missing (iteration 3 follows iteration 1); the lines before can be used",
            $"{Read(Encoding.UTF8.GetBytes(string.Join('\n', [.. text[..3], .. text[4..]]))).Fault.Map(fault => $"{fault}").IfNone("")}"
        );
    }

    static JournalError Bare(JournalError fault) =>
        fault switch
        {
            JournalError.Missing missing => missing with { What = "" },
            JournalError.Repeated repeated => repeated with { What = "" },
            _ => fault,
        };

    [Fact]
    public void The_tool_says_so_where_it_verifies_and_replays()
    {
        using var tool = new Tool();
        tool.Done("fit", "normal-mixture", "@faithful", "--column", "waiting", "--journal", "run.clef");
        var lines = File.ReadAllLines(Path.Combine(tool.Folder, "run.clef"));
        foreach (
            var (changed, what) in new (string[], string)[]
            {
                ([.. lines[..11], .. lines[12..]], "line 12 is missing"),
                ([.. lines[..12], .. lines[11..]], "line 13 repeats line 12"),
                ([.. lines[..11], lines[12], lines[11], .. lines[13..]], "lines 12 and 13 are swapped"),
            }
        )
        {
            tool.Write("changed.clef", string.Concat(changed.Select(line => line + "\n")));
            var verified = tool.Run("verify", "changed.clef", "@faithful", "--column", "waiting");
            Assert.Equal((3, $"different: {what}; the lines before can be used\n"), (verified.ExitCode, verified.Out));
            foreach (var format in new[] { "table", "json" })
            {
                var replayed = tool.Run("replay", "changed.clef", "--format", format);
                Assert.Equal(3, replayed.ExitCode);
                Assert.Contains(what, replayed.Out, StringComparison.Ordinal);
            }
        }
    }

    // Found by the fuzzer: a fault is named by looking at the lines that follow, which may be shorter than any seal.
    [Fact]
    public void Lines_shorter_than_a_seal_are_no_exception()
    {
        var text = $"],\"Seal\":\"{new string('1', 64)}\"}}\n\n";
        var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Contains(JournalReader.Read(stream), line => line.IsLeft);
    }
}
