using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Journal;

namespace EmFunctional.Cli.Output;

/// <summary>What stands in a journal besides its runs, in words and as JSON.</summary>
static class JournalWords
{
    /// <summary>How many events of others were passed over.</summary>
    public static string Others(int count) => $"{count} {(count == 1 ? "event" : "events")} of others passed over";

    /// <summary>Who recorded it.</summary>
    public static JsonArray Json(IEnumerable<Provenance> provenance) =>
        new([
            .. provenance.Select(by => new JsonObject
            {
                ["user"] = by.User,
                ["machine"] = by.Machine,
                ["folder"] = by.Folder,
                ["command"] = by.Command,
            }),
        ]);
}
