using System.Linq;
using EmFunctional.Journal;
using EmFunctional.Stores.Postgres;
using EmFunctional.Stores.Sqlite;
using LanguageExt;

namespace EmFunctional.Stores;

/// <summary>
/// A database of journals: many runs, several writers at once, and for each run the guarantees of a file. A run is found by the first digits of its id,
/// and is in a store once: an id is the hash of all that determines a run, so that a second one could only repeat the first.
/// </summary>
public sealed class JournalStore
{
    readonly Database _database;

    JournalStore(Database database) => _database = database;

    /// <summary>A store in a file of SQLite, which is made when the first run is recorded.</summary>
    /// <param name="path">The file.</param>
    public static JournalStore Sqlite(string path) => new(new SqliteDatabase(path));

    /// <summary>A store in a database of PostgreSQL. What the URL leaves open is taken from the variables PGHOST, PGPORT, PGDATABASE, PGUSER and so on.</summary>
    /// <param name="url">Such as <c>postgres://user@host:5432/database?sslmode=require</c>.</param>
    public static JournalStore Postgres(string url) => new(new PostgresDatabase(url));

    /// <summary>The store of a name, and the first digits of the run's id where it names one; nothing where it is the name of a file.</summary>
    /// <param name="name"><c>sqlite:FILE</c> or <c>postgres://…</c>, and then maybe <c>#RUN</c>.</param>
    public static Option<(JournalStore Store, Option<string> Run)> Find(string name)
    {
        var (store, run) = Naming.Apart(name);
        return store.StartsWith(SqliteDatabase.Scheme, StringComparison.Ordinal)
                ? (Sqlite(store[SqliteDatabase.Scheme.Length..]), Prelude.Optional(run))
            : PostgresDatabase.Schemes.Any(scheme => store.StartsWith(scheme, StringComparison.Ordinal))
                ? (Postgres(store), Prelude.Optional(run))
            : Option<(JournalStore, Option<string>)>.None;
    }

    /// <summary>The journal of a name: a run in a store, or a file.</summary>
    /// <param name="name"><c>STORE#RUN</c>, with the first digits of the run's id; <c>STORE</c>, for a new run or the only one; or a path.</param>
    public static JournalPlace At(string name) =>
        Find(name).Match(found => found.Run.Match(found.Store.Run, () => found.Store.New), () => JournalPlace.File(name));

    /// <summary>How it is named to people, without a password.</summary>
    public string Name => _database.Name;

    /// <summary>Where a new run is recorded.</summary>
    public JournalPlace New => new StoredJournal(_database, null);

    /// <summary>A run.</summary>
    /// <param name="id">The first digits of its id.</param>
    public JournalPlace Run(string id) => new StoredJournal(_database, id);

    /// <summary>What the store has, in the order in which it began.</summary>
    /// <param name="id">Only runs whose id begins with these digits.</param>
    public Either<JournalError, Arr<StoredRun>> Runs(Option<string> id = default) =>
        _database.Try(() =>
        {
            using var session = _database.Open(Access.Read);
            return Prelude.Right<JournalError, Arr<StoredRun>>(
                id.Match(digits => Naming.All(_database, session, digits), () => FoundJournal.All(session))
                    .Select(found => Summaries.Of(_database, session, found))
                    .ToArray()
            );
        });

    /// <summary>Deletes the journal of a run, with all runs in it; not while somebody writes it.</summary>
    /// <param name="id">The first digits of its id.</param>
    public Either<JournalError, Unit> Delete(string id) =>
        _database.Try(() =>
        {
            using var session = _database.Open(Access.Write);
            var found = Naming.Find(_database, session, id);
            if (!session.TryClaim(found.Id))
                return new JournalError.Locked(Naming.Of(_database, found.Run));
            session.Transact(() =>
            {
                FoundJournal.Delete(session, found.Id);
                return true;
            });
            return Prelude.Right<JournalError, Unit>(Prelude.unit);
        });
}
