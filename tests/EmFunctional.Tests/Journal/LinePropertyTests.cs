using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Tests.Journal;

/// <summary>What a line lacks, or has as something else than it must be, is an error by the property's name.</summary>
public class LinePropertyTests
{
    // What a line need not have: it is then nothing, none or unknown.
    static readonly string[] _optional =
    [
        "@mt",
        "@l",
        "Data",
        "Seed",
        "Parent",
        "Read",
        "DataHashes",
        "Unit",
        "Memory",
        "Findings",
        "Component of floored",
        "Remaining",
        "Parameters of stopped",
        "Parameters of failed",
        .. new[] { "Source", "Columns", "WeightColumn", "LabelColumn", "Symbols", "LabelNames", "MissingMarker" }.Select(name =>
            $"{name} of Environment"
        ),
        .. new[]
        {
            "Header",
            "Separator",
            "Columns",
            "IsByName",
            "Unread",
            "Rows",
            "BlankLines",
            "Missing",
            "MissingMarker",
            "Format",
            "Encoding",
            "WeightSum",
            "Labels",
            "LabelNames",
            "Sequences",
            "Symbols",
            "Notes",
        }.Select(name => $"{name} of Read"),
        .. new[] { "Separator", "Decimal", "Thousands", "Comment", "Encoding" }.Select(name => $"{name} of Format"),
    ];

    // What is not read: whoever looks at a line may. Where there is a Read, the data stand there.
    static bool IsUnread(string name, string full, JsonObject line) =>
        name is "@mt" or "@l"
        || (
            full.EndsWith("of Environment", StringComparison.Ordinal)
            && _optional.Contains(full)
            && (line["Read"] is not null || (string)line["Event"]! == "resumed")
        );

    static IEnumerable<RunEvent<Vector>> Events()
    {
        var all = JournalFormatTests.Events().ToArray();
        var hashes = new DataHashes("rows", new(1, 2, 3, 4), 5000, 0, Arr.create(new Hash256(1, 0, 0, 0), new(2, 0, 0, 0)));
        yield return (RunEvent<Vector>.Started)all[0] with
        {
            Hashes = hashes,
        };
        foreach (var happened in all[1..])
            yield return happened;
        yield return new RunEvent<Vector>.Iterated(
            new(
                2,
                3,
                Vector.Empty,
                -1,
                0,
                0,
                new Diagnostic[]
                {
                    new Diagnostic.Floored(1, 0.5, 1e-3),
                    new Diagnostic.Undetermined(1, Arr.create("a")),
                    new Diagnostic.Unobserved(3),
                }
            )
            {
                Digest = new Hash256(1, 1, 1, 1),
            },
            Vector.Empty
        );
        yield return new RunEvent<Vector>.Failed(new EmError.NoWeight()) { At = Vector.Create([1.0]) };
        yield return new RunEvent<Vector>.Stopped(new StopReason.Exhausted("iterations", 1, 1), 1, default) { At = Vector.Create([1.0]) };
    }

    static Either<JournalError, JournalLine> Read(JsonNode line) =>
        JournalLineParser.Parse(Encoding.UTF8.GetBytes(line.ToJsonString()), 3, 0);

    // The properties of an object and of those in it, with the name of what they are in.
    static IEnumerable<(JsonObject In, string Name, string Of)> Properties(JsonObject of, string name) =>
        of.ToArray().SelectMany(p => Inner(p).Prepend((of, p.Key, name)));

    static IEnumerable<(JsonObject In, string Name, string Of)> Inner(KeyValuePair<string, JsonNode?> p) =>
        p.Value switch
        {
            JsonObject inner => Properties(inner, p.Key == "Options" ? "the model's options" : NameOf(inner, p.Key)),
            JsonArray all => all.OfType<JsonObject>().SelectMany(inner => Properties(inner, NameOf(inner, p.Key))),
            _ => [],
        };

    static string NameOf(JsonObject inner, string name) => inner["Kind"] is JsonValue kind ? $"{kind}" : name;

    // Every property of every line, without it or with another in its place.
    static void Each(RunEvent<Vector> happened, Func<JsonNode, JsonNode?> other, bool isRemoved, Action<string, string, JsonObject> check)
    {
        var kind = (string)JsonNode.Parse(JournalFormatTests.Line(happened))!["Event"]!;
        for (var i = 0; ; i++)
        {
            var line = JsonNode.Parse(JournalFormatTests.Line(happened))!.AsObject();
            if (Properties(line, kind).Skip(i).ToArray() is not [var (of, name, owner), ..])
                return;
            if (of[name] is not { } was)
                continue;
            if (isRemoved)
                of.Remove(name);
            else
                of[name] = other(was);
            check(name, $"{name} of {owner}", line);
        }
    }

    [Fact]
    public void What_is_missing_is_named_unless_it_need_not_be_there()
    {
        var seen = new System.Collections.Generic.HashSet<string>();
        foreach (var happened in Events())
        foreach (var isRemoved in new[] { true, false })
            Each(
                happened,
                _ => null,
                isRemoved,
                (name, full, line) =>
                {
                    var isOptional = _optional.Contains(name) || _optional.Contains(full);
                    seen.Add(
                        isOptional
                            ? _optional.Contains(full)
                                ? full
                                : name
                            : ""
                    );
                    if (full.EndsWith("the model's options", StringComparison.Ordinal) && isRemoved)
                        return; // a model has as many options as it has
                    var read = Read(line);
                    var error = read.LeftAsEnumerable().SingleOrDefault();
                    Assert.True(isOptional == read.IsRight, $"{full}, removed {isRemoved}: {error}");
                    // What has no digest must have its numbers.
                    if (!isOptional)
                        Assert.True(error == new JournalError.Garbled(3, 0, name == "Digest" ? "Parameters" : name), $"{full}: {error}");
                }
            );
        Assert.Empty(_optional.Except(seen).Except(["WeightColumn of Environment", "LabelColumn of Environment"]));
    }

    [Fact]
    public void What_is_of_another_type_is_named()
    {
        foreach (var happened in Events())
            Each(
                happened,
                was =>
                    was switch
                    {
                        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => true,
                        _ => "no such thing",
                    },
                isRemoved: false,
                (name, full, line) =>
                {
                    var read = Read(line);
                    if (IsUnread(name, full, line))
                        Assert.True(read.IsRight, full);
                    else
                        Assert.True(
                            read.Case is JournalError.Garbled { Line: 3, Column: 0 } error && error.What == name,
                            $"{full}: {read}"
                        );
                }
            );
    }

    [Theory]
    [InlineData("\"Role\":\"Number\"", "\"Role\":\"Colour\"", "the role of a column")]
    [InlineData("\"Role\":\"Number\"", "\"Role\":\"17\"", "the role of a column")]
    [InlineData("\"Kind\":\"floored\"", "\"Kind\":\"sunk\"", "the finding's kind")]
    [InlineData("\"Kind\":\"converged\"", "\"Kind\":\"bored\"", "the reason's kind")]
    [InlineData("\"Run\":\"0", "\"Run\":\"z", "Run")]
    [InlineData("\"@t\":\"2", "\"@t\":\"x", "@t")]
    [InlineData("\"Iteration\":7", "\"Iteration\":7.5", "Iteration")]
    [InlineData("\"TornBytes\":123", "\"TornBytes\":-1", "TornBytes")]
    [InlineData("\"Missing\":2", "\"Missing\":-2", "Missing")]
    [InlineData("\"Seed\":1", "\"Seed\":-1", "Seed")]
    [InlineData("\"theta[0]\",", "null,", "ParameterNames")]
    [InlineData("\"Start\":[0.1", "\"Start\":[\"0.1\"", "Start")]
    [InlineData("\"Each\":4096", "\"Each\":4097", "the hashes of rows")]
    [InlineData("\"Each\":4096", "\"Each\":0", "the hashes of rows")]
    [InlineData("\"Each\":4096", "\"Each\":9223372036854775807", "the hashes of rows")]
    [InlineData("\"Count\":5000", "\"Count\":4096", "the hashes of rows")]
    [InlineData("\"Hashes\":[\"", "\"Hashes\":[\"z", "a hash of rows")]
    public void What_has_no_meaning_is_named(string now, string then, string what)
    {
        var line = Events().Select(JournalFormatTests.Line).First(text => text.Contains(now, StringComparison.Ordinal));
        var at = line.IndexOf(now, StringComparison.Ordinal);
        var read = JournalLineParser.Parse(Encoding.UTF8.GetBytes(line[..at] + then + line[(at + now.Length)..]), 3, 0);
        Assert.Equal(new JournalError.Garbled(3, 0, what), read.LeftAsEnumerable().Single());
    }

    [Fact]
    public void What_lines_of_events_have_reads_back_to_the_same()
    {
        foreach (var happened in Events())
        {
            var read = JournalLineParser.Parse(Encoding.UTF8.GetBytes(JournalFormatTests.Line(happened)), 1, 0).OrThrow().Event;
            Assert.Equal(happened is RunEvent<Vector>.Failed failed ? failed with { Error = ErrorOf(failed.Error) } : happened, read);
        }
    }

    // A journal has an error's kind and words.
    static EmError ErrorOf(EmError error) =>
        error is EmError.Recorded ? error : new EmError.Recorded(error.GetType().Name, error.ToString());
}
