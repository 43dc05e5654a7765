using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;
using Serilog.Events;

namespace EmFunctional.Journal;

// The hashes of blocks of rows, as a property of the line that starts a run, and back.
static class JournalHashes
{
    const string Name = "DataHashes";

    public static LogEventProperty Of(DataHashes hashes) =>
        new(
            Name,
            new StructureValue([
                Property("Of", hashes.Of),
                Property("Head", hashes.Head),
                Property("Count", hashes.Count),
                Property("Each", hashes.Each),
                Property("Hashes", hashes.Hashes.Map(hash => hash.ToString())),
            ])
        );

    public static Option<DataHashes> Read(JournalProperties line) => line.FindObject(Name).Map(OfObject);

    static DataHashes OfObject(JournalProperties o)
    {
        var (count, each) = (o.Count("Count"), o.Count("Each"));
        var level = System.Numerics.BitOperations.Log2((ulong)Math.Max(1, each / DataHashes.BlockRows));
        var hashes = o.TextArray("Hashes")
            .Map(text => Hash256.TryParse(text, out var hash) ? hash : throw new MissingPropertyException("a hash of rows"));
        return level > 30 || (long)DataHashes.BlockRows << level != each || hashes.Count != (count + each - 1) / each
            ? throw new MissingPropertyException("the hashes of rows")
            : new(o.Text("Of"), o.Hash("Head"), count, level, hashes);
    }

    // How other data differ from those of a journal: their hashes, and in which rows, where both sides know.
    public static string Difference(Option<DataHashes> recorded, Option<DataHashes> given) =>
        recorded.Bind(one => given.Map(other => one.Compare(other))).IfNone("");

    static LogEventProperty Property(string name, object? value) => new(name, JournalValue.Of(value));
}
