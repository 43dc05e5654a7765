using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Inference;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;
using Serilog.Events;

namespace EmFunctional.Tests.Journal;

/// <summary>Lines that are of no run: what they hold reads back to the same, and what they say to people.</summary>
public sealed class NoteLineTests : IDisposable
{
    static readonly Hash256 _run = new(1, 2, 3, 4);

    static readonly DateTimeOffset _time = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);

    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static string Text(LogEvent logEvent)
    {
        var text = new StringWriter { NewLine = "" };
        new ClefFormatter().Format(logEvent, text);
        return text.ToString();
    }

    static (JournalLines Lines, Option<JournalError> Fault) Read(params string[] lines)
    {
        var read = JournalReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));
        return (read, read.ToArray().Lefts().HeadOrNone());
    }

    static string FaultOf(params string[] lines) => Read(lines).Fault.Map(fault => $"{fault}").IfNone("");

    [Theory]
    [InlineData(BootstrapKind.Rows, true, true)]
    [InlineData(BootstrapKind.Rows, false, true)]
    [InlineData(BootstrapKind.Parametric, true, true)]
    [InlineData(BootstrapKind.Parametric, false, true)]
    [InlineData(BootstrapKind.Rows, true, false)]
    public void A_bootstrap_reads_back_as_it_was_planned_with_its_samples(BootstrapKind kind, bool isCorrected, bool isNamed)
    {
        var plan = new BootstrapPlan(3, kind, ulong.MaxValue, new(0.9, isCorrected), isNamed);
        BootstrapSample[] samples =
        [
            new(0, Vector.Create([1.0, -0.0]), default, true),
            new(1, Vector.Create([2.0, 3.0]), default, false),
            new(2, default, new EmError.Recorded("Decreased", "it fell"), false),
        ];
        var (lines, fault) = Read([
            Text(BootstrapNotes.Of(plan, _time)),
            .. samples.Select(sample => Text(BootstrapNotes.Of(_run, sample, _time))),
        ]);
        Assert.Equal(Option<JournalError>.None, fault);
        var read = lines.Samples.IfNone(() => throw new InvalidOperationException());
        Assert.Equal(plan, read.Plan);
        Assert.Equal(samples, read.OfRun(_run).Map(recorded => recorded.Sample));
        Assert.Equal(new[] { 2, 3, 4 }, read.OfRun(_run).Map(recorded => recorded.Line));
        Assert.Empty(read.OfRun(default));
    }

    [Fact]
    public void A_sample_that_does_not_follow_is_told()
    {
        string Sample(int number) => Text(BootstrapNotes.Of(_run, new(number, Vector.Create([1.0]), default, true), _time));
        var plan = Text(BootstrapNotes.Of(new(2, BootstrapKind.Rows, 1, new(0.9, true)), _time));
        Assert.Equal("", FaultOf(plan, Sample(0), Sample(1)));
        Assert.Contains("line 1: a sample of no bootstrap;", FaultOf(Sample(0)), StringComparison.Ordinal);
        Assert.Contains("sample 1 where sample 0 belongs", FaultOf(plan, Sample(1)), StringComparison.Ordinal);
        Assert.Contains(
            "sample 2 of 2, which are counted from 0",
            FaultOf(plan, Sample(0), Sample(1), Sample(2)),
            StringComparison.Ordinal
        );
        foreach (var (now, then, what) in new[] { ("\"Seed\":1", "\"Seed\":null", "Seed"), ("\"bca\"", "\"none\"", "Interval") })
            Assert.Equal($"{new JournalError.Garbled(1, 0, what)}", FaultOf(plan.Replace(now, then, StringComparison.Ordinal)));
    }

    [Fact]
    public void Whoever_looks_at_a_log_reads_a_sentence()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.PathTo("key.pem"), key.ExportECPrivateKeyPem());
        using var signing = SigningKey.Read(_folder.PathTo("key.pem")).OrThrow();
        string Rendered(LogEvent logEvent) =>
            logEvent.RenderMessage(CultureInfo.InvariantCulture).Replace("\"", "", StringComparison.Ordinal);
        Assert.Equal($"Signed by {signing.Fingerprint}", Rendered(JournalNotes.Of(signing, _run, _time)));
        Assert.Equal("Recorded by ann on host", Rendered(JournalNotes.Of(new Provenance("ann", "host", "/", "em"), _time)));
        Assert.Equal("Worker host:1 joined, 2 now", Rendered(JournalNotes.Of(new WorkerNote(_time, "host:1", true, 2))));
        Assert.Equal("Worker host:1 lost, 1 now", Rendered(JournalNotes.Of(new WorkerNote(_time, "host:1", false, 1))));
        var plan = new BootstrapPlan(3, BootstrapKind.Parametric, 1, new(0.9, true));
        Assert.Equal("3 samples of model are to be fitted", Rendered(BootstrapNotes.Of(plan, _time)));
        Assert.Equal($"Sample 2 of run {_run} was fitted", Rendered(BootstrapNotes.Of(_run, new(2, default, default, false), _time)));
    }

    [Theory]
    [InlineData("""{"@t":"x","@mt":"y"}""", true)]
    [InlineData("""{"@t":"x","@m":"y"}""", true)]
    [InlineData(" \t\r", true)]
    [InlineData("", true)]
    [InlineData("""{"@t":"x"}""", false)]
    [InlineData("""{"@mt":"y"}""", false)]
    [InlineData("""{"@t":1,"@mt":"y"}""", false)]
    [InlineData("""{"@t":"x","@mt":1,"@m":2}""", false)]
    [InlineData("""["@t","@mt"]""", false)]
    [InlineData("""{"@t":"x","@mt":"y\ud800","Event":"\ud800"}""", false)]
    // One of the three marks of a line of a run may be that of others.
    [InlineData("""{"@t":"x","@mt":"y","Event":"started"}""", true)]
    [InlineData("""{"@t":"x","@mt":"y","Event":"sold","Schema":1}""", true)]
    [InlineData("""{"@t":"x","@mt":"y","Event":7,"Schema":"1","Run":7}""", true)]
    [InlineData("""{"@t":"x","@mt":"y","Event":"iterated","Schema":"1"}""", true)]
    [InlineData("""{"@t":"x","@mt":"y","Schema":1,"Run":"abc"}""", true)]
    public void What_others_log_is_told_from_a_damaged_line_of_a_run(string line, bool isOfOthers) =>
        Assert.Equal(isOfOthers, OtherEvents.IsOne(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("started")]
    [InlineData("iterated")]
    [InlineData("stopped")]
    [InlineData("failed")]
    [InlineData("resumed")]
    [InlineData("signed")]
    [InlineData("recorded")]
    [InlineData("worker")]
    [InlineData("bootstrapped")]
    [InlineData("sampled")]
    public void A_line_with_two_marks_is_one_of_ours(string kind)
    {
        bool IsOfOthers(string marks) => OtherEvents.IsOne(Encoding.UTF8.GetBytes($$"""{"@t":"x","@mt":"y"{{marks}}}"""));
        Assert.False(IsOfOthers($",\"Event\":\"{kind}\",\"Schema\":1"));
        Assert.False(IsOfOthers($",\"Event\":\"{kind}\",\"Run\":\"{_run}\""));
        Assert.False(IsOfOthers($",\"Schema\":1,\"Run\":\"{_run}\""));
        Assert.True(IsOfOthers($",\"Event\":\"{kind}\""));
    }

    [Fact]
    public void What_was_read_stands_in_the_environment_of_a_journal_of_before()
    {
        var read = new DataDescription
        {
            Source = "a.csv",
            Columns = Arr.create(new ReadColumn("x", ColumnRole.Number), new("w", ColumnRole.Weight), new("l", ColumnRole.Label)),
            LabelNames = Arr.create("red", "blue"),
            Symbols = Arr.create("A", "B"),
            MissingMarkers = Arr.create("?"),
        };
        RunEvent<Vector>.Started Started(DataDescription of) =>
            (RunEvent<Vector>.Started)JournalFormatTests.Events().First() with
            {
                Read = of,
            };
        DataDescription ReadBack(string line) =>
            ((RunEvent<Vector>.Started)JournalLineParser.Parse(Encoding.UTF8.GetBytes(line), 1, 0).OrThrow().Event).Read;
        var line = JournalFormatTests.Line(Started(read));
        Assert.Equal(read, ReadBack(line.Replace("\"Read\":", "\"Unread\":", StringComparison.Ordinal)));
        // Several marks for what is missing, and a format that was not asked for.
        var several = read with
        {
            MissingMarkers = Arr.create("?", "NA"),
        };
        Assert.Equal(several, ReadBack(JournalFormatTests.Line(Started(several))));
        Assert.Equal(TextFormat.Guessed, ReadBack(line).Format);
        Assert.DoesNotContain("\"Format\"", line, StringComparison.Ordinal);
        var bare = JournalFormatTests.Line(Started(DataDescription.Unknown));
        Assert.Equal(DataDescription.Unknown, ReadBack(bare));
    }
}
