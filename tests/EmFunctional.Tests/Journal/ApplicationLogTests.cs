using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Text;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;
using LanguageExt;
using Serilog;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace EmFunctional.Tests.Journal;

/// <summary>Runs in an application's own log, written by the formatter that Serilog's users know.</summary>
public sealed class ApplicationLogTests : ApplicationLog
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_log_by_the_standard_formatter_is_a_journal(bool isRendered)
    {
        var live = Record(Logger(isRendered ? new RenderedCompactJsonFormatter() : new CompactJsonFormatter()));
        var (lines, read, fault) = Read();
        Assert.Equal(Option<JournalError>.None, fault);
        Assert.Equal(live.Select(happened => happened.Map(Folder.Coins.Chart.ToFlat)), lines.Select(line => line.Event));
        Assert.Equal(2 * live.Count + 2, read.Others);
        Assert.True(read.Seal.IsNone);
        var proof = JournalProof
            .Of(lines, run => Algorithm.Find<Vector>(run.Algorithm).Map(algorithm => new Recomputation(Folder.Coins.OnChart(), algorithm)))
            .OrThrow();
        Assert.Equal((Option<Discrepancy>.None, 1), (proof.Discrepancy, proof.Runs));
        Assert.Equal(
            live.OfType<RunEvent<MixtureParameters>.Iterated>().Count(),
            Recorded.Replay(Path, Folder.Coins.Chart).States().ToEnumerable().Count()
        );
    }

    [Fact]
    public void Numbers_that_JSON_lacks_and_texts_of_all_kinds_survive_it()
    {
        var problem = Problem
            .Of(
                EmModel.Of<double, Vector>(
                    "odd \"{name}\"",
                    (x, at) => new(at, -Math.Abs(at[0] - x)),
                    s => [s[0] / 3, -0.0],
                    Chart.Of<Vector>(x => x, x => x, Coordinates.Real("µ[0]", "{∞}"))
                ),
                0.0
            )
            .OrThrow();
        var logger = Logger();
        var live = Em.Run(problem, [5e-324, 1e300], StopRule.Iterations(3), new())
            .Select(happened =>
                happened is RunEvent<Vector>.Iterated at
                    ? at with
                    {
                        State = at.State with { Slack = double.PositiveInfinity, Residual = double.NaN },
                    }
                    : happened
            )
            .Journal(problem.Chart, logger)
            .ToEnumerable()
            .ToArray();
        ((IDisposable)logger).Dispose();
        Assert.True(live.Length > 3);
        Assert.Equal(live, Read().Lines.Select(line => line.Event));
    }

    [Fact]
    public void A_run_in_a_log_is_taken_up_behind_what_others_wrote()
    {
        Record(Logger(), 5);
        var whole = Em.Run(Folder.Coins, Sample.ArticleStart, StopRule.Default, new()).ToEnumerable().Last();
        var before = File.ReadAllText(Path);
        var last = Recorded.Resume(Path, Folder.Coins).ToEnumerable().Last();
        Assert.Equal(whole, last);
        Assert.StartsWith(before, File.ReadAllText(Path), StringComparison.Ordinal);
        Assert.DoesNotContain("\"Seal\"", File.ReadAllText(Path), StringComparison.Ordinal);
        Assert.Equal(whole, Recorded.Replay(Path, Folder.Coins.Chart).ToEnumerable().Last());
    }

    [Fact]
    public void A_mark_before_the_file_Windows_line_ends_and_blank_lines_are_no_faults()
    {
        var live = Record(Logger());
        var text = "\uFEFF" + File.ReadAllText(Path).Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n  \n";
        File.WriteAllText(Path, text, new UTF8Encoding(false));
        var (lines, _, fault) = Read();
        Assert.Equal(Option<JournalError>.None, fault);
        Assert.Equal(live.Count, lines.Length);
        // A journal of ours too.
        var plain = Encoding.UTF8.GetString(Altered.Unsealed(File.ReadAllBytes(Folder.CoinsJournal())));
        File.WriteAllText(Path, "\uFEFF" + plain.Replace("\n", "\r\n", StringComparison.Ordinal), new UTF8Encoding(false));
        Assert.Equal(Option<JournalError>.None, Read().Fault);
    }

    [Fact]
    public void The_files_of_a_rolling_log_are_read_as_one()
    {
        using (
            var logger = new LoggerConfiguration()
                .WriteTo.File(
                    new CompactJsonFormatter(),
                    Folder.PathTo("log-.clef"),
                    rollingInterval: RollingInterval.Day,
                    rollOnFileSizeLimit: true,
                    fileSizeLimitBytes: 1500,
                    retainedFileCountLimit: null
                )
                .CreateLogger()
        )
            Record(logger);
        var files = Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!, "log-*_*.clef");
        Assert.True(files.Length > 3);
        foreach (var name in new[] { "log-.clef", "log-*.clef" })
        {
            var (lines, _, fault) = Read(Folder.PathTo(name));
            Assert.Equal((Option<JournalError>.None, 13), (fault, lines.Length));
            Assert.Equal(13, Recorded.Replay(Folder.PathTo(name), Folder.Coins.Chart).ToEnumerable().Count());
        }
        var resumed = JournalFile.Reopen(Folder.PathTo("log-.clef")).Match(Right: _ => "", Left: error => $"{error}");
        Assert.Contains("the files of a rolling log", resumed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_ours_that_was_damaged_is_not_taken_for_one_of_others()
    {
        Record(Logger());
        var text = File.ReadAllLines(Path);
        var at = Array.FindIndex(text, line => line.Contains("\"Event\":\"stopped\"", StringComparison.Ordinal));
        foreach (
            var (now, then) in new[]
            {
                ("\"Event\"", "\"Evenu\""),
                ("\"Schema\"", "\"Schemb\""),
                ("\"Run\":", "\"Ruo\":"),
                ("\"@t\"", "\"@u\""),
            }
        )
        {
            var changed = text.ToArray();
            changed[at] = changed[at].Replace(now, then, StringComparison.Ordinal);
            File.WriteAllLines(Path, changed);
            Assert.Equal(
                at + 1,
                Assert.IsType<JournalError.Garbled>(Read().Fault.IfNone(() => throw new InvalidOperationException())).Line
            );
        }
        // What is no event at all is no log.
        File.WriteAllLines(Path, [text[0], "plain text", .. text[1..]]);
        Assert.Equal(new JournalError.Garbled(2, 1, "JSON"), Read().Fault);
    }

    [Fact]
    public void An_applications_log_is_not_overwritten_as_if_it_were_a_journal()
    {
        Record(Logger());
        Assert.True(JournalFile.Create(Path, force: true).IsLeft);
    }

    [Fact]
    public void The_tool_reads_an_applications_log()
    {
        Record(Logger());
        using var tool = new Tool();
        File.Copy(Path, System.IO.Path.Combine(tool.Folder, "app.clef"));
        var replayed = tool.Run("replay", "app.clef");
        Assert.True(replayed.ExitCode == 0, replayed.Error);
        Assert.Contains("28 events of others passed over\n", replayed.Error, StringComparison.Ordinal);
        Assert.Contains("after 10 iterations", replayed.Out, StringComparison.Ordinal);
        var json = System.Text.Json.Nodes.JsonNode.Parse(tool.Run("replay", "app.clef", "--format", "json").Out)!;
        Assert.Equal(28, (int)json["journal"]!["otherEvents"]!);
        var verified = tool.Run(
            "verify",
            "app.clef",
            tool.Write("flips.csv", "HTTTHHTHTH\nHHHHTHHHHH\nHTHHHHHTHH\nHTHTTTHHTT\nTHHHTHHHTH\n")
        );
        Assert.True(verified.ExitCode == 0, verified.Error + verified.Out);
        Assert.Contains("It is not sealed", verified.Out, StringComparison.Ordinal);
    }
}
