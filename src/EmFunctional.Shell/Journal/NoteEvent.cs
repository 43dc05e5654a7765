using System.Linq;
using EmFunctional.Runs;
using Serilog.Events;

namespace EmFunctional.Journal;

// A line that is of the journal and of no run.
static class NoteEvent
{
    public static LogEvent Of(
        DateTimeOffset time,
        MessageTemplate template,
        string kind,
        params (string Name, object? Value)[] properties
    ) =>
        new(
            time,
            LogEventLevel.Information,
            null,
            template,
            properties
                .Prepend(("Schema", RunEvent.Schema))
                .Prepend(("Event", kind))
                .Select(of => new LogEventProperty(of.Item1, JournalValue.Of(of.Item2)))
        );
}
