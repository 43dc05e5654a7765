using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;
using Serilog;
using Serilog.Events;
using Serilog.Parsing;

namespace EmFunctional.Tests.Journal;

/// <summary>What each line holds: kept for ever once people have journals.</summary>
public class JournalFormatTests
{
    static readonly Hash256 _run = new(1, 2, 3, 0xabcdef);
    static readonly DateTimeOffset _time = new(2026, 11, 21, 12, 34, 56, 789, TimeSpan.FromHours(2));

    static readonly RunEnvironment _here = new("EmFunctional 0.1.0", ".NET 10", "Linux", "X64");

    static readonly DataDescription _read = new()
    {
        Source = "a \"b\".csv",
        Header = true,
        Separator = ';',
        Columns = Arr.create(
            new ReadColumn("x", ColumnRole.Number),
            new("ü", ColumnRole.Number),
            new("w", ColumnRole.Weight),
            new("s", ColumnRole.Sequence),
            new("l", ColumnRole.Label),
            new("o", ColumnRole.Observation)
        ),
        IsByName = true,
        Unread = Arr.create(new UnreadColumn("id", "text, such as 'a'")),
        Rows = 7,
        BlankLines = 1,
        Missing = 2,
        MissingMarkers = Arr.create("?"),
        Format = new()
        {
            Separator = ';',
            Decimal = ',',
            Thousands = '.',
            Comment = '#',
            Encoding = "windows-1252",
        },
        Encoding = "windows-1252",
        WeightSum = 1e-300,
        Labels = Arr.create(new LabelCount("red", 3), new("blue", 2)),
        LabelNames = Arr.create("red", "blue"),
        Sequences = new SequenceLengths(2, 3, 4),
        Symbols = Arr.create("A", "B"),
        Notes = Arr.create("look twice"),
    };

    static readonly RunSpecification _specification = new(
        new RunParent(new(9, 8, 7, 6), 12, "rule"),
        new ModelName("coins", Arr.create(new ModelOption("components", "2"), new("mixing", "equal"))),
        Arr.create("theta[0]", "theta[1]"),
        new Hash256(5, 5, 5, 5),
        3,
        "plain",
        Arr.create("step"),
        "aitken(1e-6) | iterations(10000)",
        ulong.MaxValue,
        [0.1, 1e-300]
    );

    internal static IEnumerable<RunEvent<Vector>> Events() =>
        [
            new RunEvent<Vector>.Started(1, _run, _specification, _here, _read),
            new RunEvent<Vector>.Started(
                1,
                _run,
                _specification with
                {
                    Parent = default,
                    Data = default,
                    Seed = default,
                    MemoryNames = Arr<string>.Empty,
                },
                RunEnvironment.Unknown,
                DataDescription.Unknown
            ),
            new RunEvent<Vector>.Iterated(
                new(0, 1, [0.1, -0.0], -33.09386251983315, 1.0 / 3, 4.8e-13, Arr<Diagnostic>.Empty),
                Vector.Empty
            ),
            new RunEvent<Vector>.Iterated(
                new(
                    7,
                    9,
                    [double.Epsilon, double.MaxValue],
                    -1e-6,
                    double.NaN,
                    double.PositiveInfinity,
                    Arr.create<Diagnostic>(new Diagnostic.Coincident(0, 2), new Diagnostic.Empty(1))
                ),
                [-1.5, 2]
            ),
            new RunEvent<Vector>.Iterated(
                new(1, 2, [0.1, 0.2], -0.0033, 1e-9, 4.8e-13, Arr<Diagnostic>.Empty) { WeightUnit = 1e-5 },
                Vector.Empty
            ),
            new RunEvent<Vector>.Stopped(new StopReason.Converged("aitken", 2.5e-7, 1e-6), 2.5e-7, new TraceDigest(new(4, 3, 2, 1))),
            new RunEvent<Vector>.Stopped(
                new StopReason.Held(
                    3,
                    new StopReason.Both(new StopReason.Exhausted("iterations", 10, 10), new StopReason.Decreased(3, -1, -2, 1e-13))
                ),
                default,
                new TraceDigest(new(4, 3, 2, 1))
            ),
            new RunEvent<Vector>.Failed(new EmError.Recorded("Degenerate", "component 0 has collapsed")),
            new RunEvent<Vector>.Resumed(_here, 123),
        ];

    [Fact]
    public void Every_event_reads_back_to_the_same_bits()
    {
        foreach (var happened in Events())
        {
            var line = JournalLineParser.Parse(Encoding.UTF8.GetBytes(Line(happened)), 1, 0).OrThrow();
            Assert.Equal(happened, line.Event);
            Assert.Equal(_run, line.Run);
            Assert.Equal(_time, line.Time);
        }
    }

    [Fact]
    public Task The_line_of_every_event() => Snapshot.Match(string.Join('\n', Events().Select(Line)));

    [Fact]
    public void A_line_of_an_older_schema_is_lifted_version_by_version()
    {
        // As if there were a version 3: version 1 called the objective Likelihood, version 2 had it in bits.
        Func<JsonObject, JsonObject>[] lifts =
        [
            line => Renamed(line, "Likelihood", "Objective"),
            line =>
                new(
                    line.Select(p =>
                        KeyValuePair.Create(p.Key, p.Key == "Objective" ? p.Value!.GetValue<double>() * 2 : p.Value?.DeepClone())
                    )
                ),
        ];
        var happened = new RunEvent<Vector>.Iterated(new(0, 1, [0.5], -3, 1, 0, Arr<Diagnostic>.Empty), Vector.Empty);
        var first = Line(happened).Replace("\"Objective\"", "\"Likelihood\"", StringComparison.Ordinal);
        var second = Line(happened).Replace("\"Schema\":1", "\"Schema\":2", StringComparison.Ordinal);
        var third = Line(happened).Replace("\"Schema\":1", "\"Schema\":3", StringComparison.Ordinal);
        Assert.Equal([-6, -6, -3], new[] { first, second, third }.Select(line => ObjectiveOf(line, known: 3, lifts)));
        var newer = JournalLineParser.Parse(Encoding.UTF8.GetBytes(third), 7, 0, known: 2, lifts);
        Assert.Equal(new JournalError.NewerSchema(7, 3, 2), newer.Match(Right: _ => null!, Left: e => e));
    }

    static JsonObject Renamed(JsonObject line, string from, string to) =>
        new(line.Select(p => KeyValuePair.Create(p.Key == from ? to : p.Key, p.Value?.DeepClone())));

    static double ObjectiveOf(string line, int known, Func<JsonObject, JsonObject>[] lifts) =>
        JournalLineParser.Parse(Encoding.UTF8.GetBytes(line), 1, 0, known, lifts).OrThrow().Event is RunEvent<Vector>.Iterated iterated
            ? iterated.State.Objective
            : double.NaN;

    [Fact]
    public void An_error_of_the_mathematics_is_read_as_its_kind_and_words()
    {
        var error = new EmError.Degenerate(1, 2, 0);
        var line = JournalLineParser.Parse(Encoding.UTF8.GetBytes(Line(new RunEvent<Vector>.Failed(error))), 1, 0);
        var read = Assert.IsType<RunEvent<Vector>.Failed>(line.OrThrow().Event).Error;
        Assert.Equal(new EmError.Recorded("Degenerate", error.ToString()), read);
    }

    [Fact]
    public void Every_line_is_valid_clef()
    {
        foreach (var happened in Events())
            AssertClef(Line(happened));
        var template = new MessageTemplateParser().Parse("{@Odd} {Text}");
        var odd = new LogEvent(
            _time,
            LogEventLevel.Fatal,
            new InvalidOperationException("a\nb"),
            template,
            [
                new("@odd", new ScalarValue(double.NaN)),
                new("Text", new ScalarValue("ü\u0001\"")),
                new("List", new SequenceValue([new ScalarValue(1), new ScalarValue(null)])),
                new("Map", new DictionaryValue([KeyValuePair.Create(new ScalarValue("k"), (LogEventPropertyValue)new ScalarValue(true))])),
            ]
        );
        var json = AssertClef(Text(odd));
        Assert.Equal("NaN", json.GetProperty("@@odd").GetString());
        Assert.Equal("Fatal", json.GetProperty("@l").GetString());
        Assert.Contains("a\nb", json.GetProperty("@x").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_formatter_serves_any_sink_of_serilogs()
    {
        var text = new StringWriter();
        using (var logger = new LoggerConfiguration().WriteTo.Sink(new TextSink(text)).CreateLogger())
            logger.Write(JournalEvent.Of(Events().First(), flat => flat, _run, _time));
        Assert.Equal(Line(Events().First()), text.ToString().TrimEnd());
        // A sink that knows no vectors shows them as text.
        Assert.Contains(
            "Iteration 0 log-likelihood -33.09386251983315",
            JournalEvent.Of(Events().ElementAt(2), flat => flat, _run, _time).RenderMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal
        );
    }

    sealed class TextSink(TextWriter text) : Serilog.Core.ILogEventSink
    {
        public void Emit(LogEvent logEvent) => new ClefFormatter().Format(logEvent, text);
    }

    // The published rules: one object a line; @t in ISO 8601, @mt or @m a text, @l a level, @x a text; other names do not begin with a single @.
    static JsonElement AssertClef(string line)
    {
        Assert.DoesNotContain('\n', line);
        var json = JsonDocument.Parse(line).RootElement;
        Assert.True(
            DateTimeOffset.TryParseExact(
                json.GetProperty("@t").GetString(),
                "o",
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out _
            ) || json.GetProperty("@t").TryGetDateTimeOffset(out _)
        );
        Assert.Equal(JsonValueKind.String, json.GetProperty("@mt").ValueKind);
        foreach (var property in json.EnumerateObject().Where(p => p.Name.StartsWith('@')))
            Assert.True(
                property.Name is "@t" or "@mt" or "@l" or "@x" || property.Name.StartsWith("@@", StringComparison.Ordinal),
                property.Name
            );
        Assert.True(!json.TryGetProperty("@l", out var level) || Enum.TryParse<LogEventLevel>(level.GetString(), out _));
        Assert.Equal(json.EnumerateObject().Count(), json.EnumerateObject().Select(p => p.Name).Distinct().Count());
        return json;
    }

    internal static string Line(RunEvent<Vector> happened) => Text(JournalEvent.Of(happened, flat => flat, _run, _time));

    static string Text(LogEvent logEvent)
    {
        var text = new StringWriter { NewLine = "" };
        new ClefFormatter().Format(logEvent, text);
        return text.ToString();
    }
}
