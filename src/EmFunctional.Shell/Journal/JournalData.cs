using System.Collections.Generic;
using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;
using Serilog.Events;

namespace EmFunctional.Journal;

// What was read of the data, as a property of the line that starts a run, and back.
static class JournalData
{
    public const string Name = "Read";

    public static LogEventProperty Of(DataDescription read) =>
        new(
            Name,
            Structure([
                Property("Source", read.Source),
                .. Optional("Header", read.Header),
                .. Optional("Separator", read.Separator.Map(separator => separator.ToString())),
                Sequence(
                    "Columns",
                    read.Columns.Map(column => Structure([Property("Name", column.Name), Property("Role", $"{column.Role}")]))
                ),
                Property("IsByName", read.IsByName),
                .. Filled("Unread", read.Unread.Map(column => Structure([Property("Name", column.Name), Property("Why", column.Why)]))),
                .. Optional("Rows", read.Rows),
                Property("BlankLines", read.BlankLines),
                Property("Missing", read.Missing),
                // One stands where journals have always had it.
                .. read.MissingMarkers.Count == 1
                    ? [Property("MissingMarker", read.MissingMarkers[0])]
                    : Texts("MissingMarkers", read.MissingMarkers),
                .. read.Format == TextFormat.Guessed ? [] : new[] { new LogEventProperty("Format", FormatOf(read.Format)) },
                .. Optional("Encoding", read.Encoding),
                .. Optional("WeightSum", read.WeightSum),
                .. Filled("Labels", read.Labels.Map(label => Structure([Property("Name", label.Name), Property("Rows", label.Rows)]))),
                .. Texts("LabelNames", read.LabelNames),
                .. read.Sequences.Map(all => new LogEventProperty("Sequences", Lengths(all))).ToArray(),
                .. Texts("Symbols", read.Symbols),
                .. Texts("Notes", read.Notes),
                .. Texts("Words", read.Words),
            ])
        );

    static StructureValue FormatOf(TextFormat format) =>
        Structure([
            .. Optional("Separator", format.Separator.Map(c => c.ToString())),
            .. Optional("Decimal", format.Decimal.Map(c => c.ToString())),
            .. Optional("Thousands", format.Thousands.Map(c => c.ToString())),
            .. Optional("Comment", format.Comment.Map(c => c.ToString())),
            .. Optional("Encoding", format.Encoding),
        ]);

    static TextFormat OfFormat(JournalProperties format) =>
        new()
        {
            Separator = CharOf(format, "Separator"),
            Decimal = CharOf(format, "Decimal"),
            Thousands = CharOf(format, "Thousands"),
            Comment = CharOf(format, "Comment"),
            Encoding = format.FindText("Encoding"),
        };

    static Option<char> CharOf(JournalProperties of, string name) =>
        of.FindText(name).Filter(text => text.Length == 1).Map(text => text[0]);

    static Arr<string> MarkersOf(JournalProperties of) =>
        of.FindText("MissingMarker").Match(one => Arr.create(one), () => of.FindTexts("MissingMarkers"));

    static StructureValue Lengths(SequenceLengths all) =>
        Structure([Property("Count", all.Count), Property("Shortest", all.Shortest), Property("Longest", all.Longest)]);

    // A journal of before has the names in its environment.
    public static DataDescription Read(JournalProperties line) =>
        line.FindObject(Name).Match(OfRead, () => line.FindObject("Environment").Map(OfEnvironment).IfNone(DataDescription.Unknown));

    static DataDescription OfEnvironment(JournalProperties e) =>
        new()
        {
            Source = e.FindText("Source").IfNone(""),
            Columns = e.FindTexts("Columns")
                .Map(name => new ReadColumn(name, ColumnRole.Number))
                .AddRange(e.FindText("WeightColumn").Map(name => new ReadColumn(name, ColumnRole.Weight)).ToArray())
                .AddRange(e.FindText("LabelColumn").Map(name => new ReadColumn(name, ColumnRole.Label)).ToArray()),
            LabelNames = e.FindTexts("LabelNames"),
            Symbols = e.FindTexts("Symbols"),
            MissingMarkers = MarkersOf(e),
        };

    static DataDescription OfRead(JournalProperties read) =>
        new()
        {
            Source = read.Text("Source"),
            Header = read.FindFlag("Header"),
            Separator = CharOf(read, "Separator"),
            Columns = read.FindObjects("Columns")
                .Select(column => new ReadColumn(column.Text("Name"), RoleOf(column.Text("Role"))))
                .ToArray(),
            IsByName = read.FindFlag("IsByName").IfNone(false),
            Unread = read.FindObjects("Unread").Select(column => new UnreadColumn(column.Text("Name"), column.Text("Why"))).ToArray(),
            Rows = read.FindInt("Rows"),
            BlankLines = read.FindInt("BlankLines").IfNone(0),
            Missing = read.FindCount("Missing").IfNone(0),
            MissingMarkers = MarkersOf(read),
            Format = read.FindObject("Format").Map(OfFormat).IfNone(TextFormat.Guessed),
            Encoding = read.FindText("Encoding"),
            WeightSum = read.FindNumber("WeightSum"),
            Labels = read.FindObjects("Labels").Select(label => new LabelCount(label.Text("Name"), label.Int("Rows"))).ToArray(),
            LabelNames = read.FindTexts("LabelNames"),
            Sequences = read.FindObject("Sequences")
                .Map(all => new SequenceLengths(all.Int("Count"), all.Int("Shortest"), all.Int("Longest"))),
            Symbols = read.FindTexts("Symbols"),
            Notes = read.FindTexts("Notes"),
            Words = read.FindTexts("Words"),
        };

    static ColumnRole RoleOf(string text) =>
        Enum.TryParse<ColumnRole>(text, out var role) && Enum.IsDefined(role)
            ? role
            : throw new MissingPropertyException("the role of a column");

    static IEnumerable<LogEventProperty> Optional<T>(string name, Option<T> value) => value.Map(found => Property(name, found)).ToArray();

    static LogEventProperty[] Texts(string name, Arr<string> texts) => texts.IsEmpty ? [] : [Property(name, texts)];

    static LogEventProperty[] Filled(string name, Arr<StructureValue> values) => values.IsEmpty ? [] : [Sequence(name, values)];

    static LogEventProperty Sequence(string name, Arr<StructureValue> values) => new(name, new SequenceValue(values));

    static StructureValue Structure(IEnumerable<LogEventProperty> properties) => new(properties);

    static LogEventProperty Property(string name, object? value) => new(name, JournalValue.Of(value));
}
