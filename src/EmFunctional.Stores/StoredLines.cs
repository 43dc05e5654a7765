using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Text;
using EmFunctional.Journal;
using LanguageExt;

namespace EmFunctional.Stores;

// The lines of one journal of a store, claimed by a writer: each is a row, in a transaction of its own. A new journal has its name, and its place, when its run starts.
sealed class StoredLines : IJournalLines
{
    readonly Database _database;
    readonly Session _session;
    readonly bool _force;
    readonly DbCommand _insert;

    // What waits for the first iterate of a run that is to take the place of another.
    readonly List<(string Run, string Event, string Line)> _waiting = [];
    long? _old;
    long? _journal;
    int _lines;

    StoredLines(Database database, Session session, bool force)
    {
        (_database, _session, _force, Name) = (database, session, force, database.Name);
        _insert = session.Command(
            "insert into em_lines (journal, number, run, event, line) values (@journal, @number, @run, @event, @line)",
            ("journal", 0L),
            ("number", 0),
            ("run", ""),
            ("event", ""),
            ("line", "")
        );
    }

    /// <summary>The lines of a new journal.</summary>
    public static StoredLines New(Database database, Session session, bool force) => new(database, session, force);

    /// <summary>The lines of a journal that is there, and that the session has claimed.</summary>
    public static StoredLines Of(Database database, Session session, FoundJournal found) =>
        new(database, session, force: false)
        {
            Name = Naming.Of(database, found.Run),
            _journal = found.Id,
            _lines = found.Lines,
        };

    public string Name { get; private set; }

    public Stream Read() => new StoredStream(_database, _session, _journal ?? -1, ownsSession: false);

    // Lines are whole or not there.
    public Either<JournalError, Unit> Cut(long length, long tornBytes) =>
        _database.Try(() =>
        {
            using var all = Read();
            return all.Length == length && tornBytes == 0
                ? Prelude.Right<JournalError, Unit>(Prelude.unit)
                : new JournalError.Inaccessible(Name, "somebody wrote into it while it was read; try again when nobody does");
        });

    public void Append(in NewLine line)
    {
        var text = Encoding.UTF8.GetString(line.Bytes.Span[..^1]);
        var (run, @event) = (line.Run, line.Event);
        _database.Raise(
            () =>
            {
                if (_journal is { } journal)
                    Insert(journal, _lines + 1, run, @event, text);
                else if (_old is null)
                    Begin(run, @event, text);
                else
                    Wait(run, @event, text);
                return true;
            },
            isNamed: false
        );
        _lines++;
    }

    void Insert(long journal, int number, string run, string @event, string line)
    {
        var values = new object[] { journal, number, run, @event, line };
        for (var i = 0; i < values.Length; i++)
            _insert.Parameters[i].Value = values[i];
        _insert.Transaction = _session.Transaction;
        _insert.ExecuteNonQuery();
    }

    void Begin(string run, string @event, string line)
    {
        if (@event != "started" || run.Length == 0)
            throw new InvalidOperationException("a journal in a store begins with the start of a run, by whose id it is found");
        Name = Naming.Of(_database, run);
        // Who begins at the same time waits here for the other, and finds its run.
        if (Found(run, @event, line) is not { } found)
            return;
        if (!_force)
            throw new JournalException(
                _session.IsClaimed(found.Id) == true ? new JournalError.Locked(Name) : new JournalError.Exists(Name)
            );
        if (!_session.TryClaim(found.Id))
            throw new JournalException(new JournalError.Locked(Name));
        _old = found.Id;
        _waiting.Add((run, @event, line));
    }

    // What the store has of the run; nothing where it has begun now.
    FoundJournal? Found(string run, string @event, string line)
    {
        try
        {
            var (found, made) = _session.Transact(() =>
            {
                if (FoundJournal.Named(_session, run) is { } old)
                    return ((FoundJournal?)old, (long?)null);
                var journal = Made(run);
                Insert(journal, 1, run, @event, line);
                return (null, journal);
            });
            _journal = made;
            return found;
        }
        catch (DbException error) when (error.SqlState == UniqueViolation)
        {
            return FoundJournal.Named(_session, run);
        }
    }

    const string UniqueViolation = "23505";

    // Until the new run has its first iterate the old one stays.
    void Wait(string run, string @event, string line)
    {
        _waiting.Add((run, @event, line));
        if (@event != "iterated")
            return;
        _journal = _session.Transact(() =>
        {
            FoundJournal.Delete(_session, _old!.Value);
            var made = Made(_waiting[0].Run);
            for (var i = 0; i < _waiting.Count; i++)
                Insert(made, i + 1, _waiting[i].Run, _waiting[i].Event, _waiting[i].Line);
            return made;
        });
        _waiting.Clear();
        _session.Release(_old!.Value);
    }

    long Made(string run)
    {
        var made = Convert.ToInt64(
            _session.Value("insert into em_journals (run) values (@run) returning id", ("run", run)),
            System.Globalization.CultureInfo.InvariantCulture
        );
        return _session.TryClaim(made) ? made : throw new JournalException(new JournalError.Locked(Name));
    }

    public void Dispose()
    {
        _insert.Dispose();
        _session.Dispose();
    }
}
