using System.Text.Json;
using EmFunctional.Numerics;
using LanguageExt;
using Serilog.Events;
using Serilog.Parsing;

namespace EmFunctional.Journal;

// Lines that are of the journal and of no run: signatures, who recorded it, workers that come and go, and samples of a bootstrap. They have no Run.
static class JournalNotes
{
    const string Signed = "signed";
    const string Recorded = "recorded";
    const string Worker = "worker";
    const string Joined = "joined";

    static readonly MessageTemplate _signed = new MessageTemplateParser().Parse("Signed by {Key}");
    static readonly MessageTemplate _recorded = new MessageTemplateParser().Parse("Recorded by {User} on {Machine}");
    static readonly MessageTemplate _worker = new MessageTemplateParser().Parse("Worker {Worker} {Happened}, {Workers} now");

    public static LogEvent Of(SigningKey key, Hash256 seal, DateTimeOffset time) =>
        NoteEvent.Of(time, _signed, Signed, ("Key", key.Fingerprint.ToString()), ("Signature", key.Sign(seal)));

    public static LogEvent Of(Provenance provenance, DateTimeOffset time) =>
        NoteEvent.Of(
            time,
            _recorded,
            Recorded,
            ("User", provenance.User),
            ("Machine", provenance.Machine),
            ("Folder", provenance.Folder),
            ("Command", provenance.Command)
        );

    public static LogEvent Of(WorkerNote note) =>
        NoteEvent.Of(
            note.Time,
            _worker,
            Worker,
            ("Worker", note.Worker),
            ("Happened", note.IsThere ? Joined : "lost"),
            ("Workers", note.Workers)
        );

    /// <summary>Whether a line of this kind is one.</summary>
    public static bool IsOne(string kind) => kind is Signed or Recorded or Worker || BootstrapNotes.IsOne(kind);

    /// <summary>Adds a note to what was read; what is wrong with the line otherwise.</summary>
    /// <param name="to">What was read.</param>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number.</param>
    /// <param name="before">The seal of the line before.</param>
    public static Option<JournalError> Add(JournalLines to, ReadOnlyMemory<byte> line, int number, Option<Hash256> before)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var note = new JournalProperties(document.RootElement);
            if (BootstrapNotes.IsOne(note.Text("Event")))
                return BootstrapNotes
                    .Read(to.Samples, note, number)
                    .Match(
                        Right: samples =>
                        {
                            to.Samples = samples;
                            return Option<JournalError>.None;
                        },
                        Left: Prelude.Some
                    );
            if (note.Text("Event") == Signed)
                to.Signatures = to.Signatures.Add(
                    new(number, note.Time("@t"), note.Hash("Key"), note.Text("Signature"), before.IfNone(SealedLine.First))
                );
            else if (note.Text("Event") == Worker)
                to.Workers = to.Workers.Add(
                    new(note.Time("@t"), note.Text("Worker"), note.Text("Happened") == Joined, note.Int("Workers"))
                );
            else
                to.Provenance = to.Provenance.Add(new(note.Text("User"), note.Text("Machine"), note.Text("Folder"), note.Text("Command")));
            return Option<JournalError>.None;
        }
        catch (MissingPropertyException missing)
        {
            return new JournalError.Garbled(number, 0, missing.Message);
        }
    }
}
