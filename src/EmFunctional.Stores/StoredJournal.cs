using System.IO;
using EmFunctional.Journal;
using LanguageExt;

namespace EmFunctional.Stores;

// A run in a store: one that is named, the only one, or a new one.
sealed class StoredJournal(Database database, string? run) : JournalPlace
{
    // Which of several runs was found to be followed; it stays the one that is meant.
    FoundJournal? _followed;

    public override string Name =>
        run is not null ? $"{database.Name}#{run}"
        : _followed is { } one ? Naming.Of(database, one.Run)
        : database.Name;

    public override Either<JournalError, Stream> Open() =>
        Try(() =>
        {
            var (session, found) = Find(Access.Read, durable: false);
            return Prelude.Right<JournalError, Stream>(new StoredStream(database, session, found.Id, ownsSession: true));
        });

    public override Either<JournalError, JournalWriter> Create(bool force = false, bool durable = false) =>
        Try(() =>
            run is not null
                ? new JournalError.Inaccessible(
                    Name,
                    $"a new run has the id that its start gives it; name the store alone, {database.Name}"
                )
                : Prelude.Right<JournalError, JournalWriter>(new(StoredLines.New(database, database.Open(Access.Create, durable), force)))
        );

    public override Either<JournalError, JournalWriter> Reopen(bool durable = false) =>
        Try(() =>
        {
            var (session, found) = Find(Access.Write, durable);
            if (!session.TryClaim(found.Id))
            {
                session.Dispose();
                return new JournalError.Locked(Naming.Of(database, found.Run));
            }
            // What was written before the claim is known now.
            var claimed = FoundJournal.Named(session, found.Run);
            if (claimed is null || claimed.Id != found.Id)
            {
                session.Dispose();
                return new JournalError.Inaccessible(Name, "the run was deleted or replaced just now");
            }
            return Prelude.Right<JournalError, JournalWriter>(new(StoredLines.Of(database, session, claimed)));
        });

    public override Either<JournalError, Option<WatchedJournal>> Watch() =>
        Try(() =>
        {
            if (!database.HasTables() || (run is null && IsEmpty()))
                return Option<WatchedJournal>.None;
            var (session, found) = Find(Access.Read, durable: false, isFollowed: true);
            _followed = found;
            return Prelude.Right<JournalError, Option<WatchedJournal>>(
                new WatchedJournal(
                    new StoredStream(database, session, found.Id, ownsSession: true),
                    () => database.Raise(() => session.IsClaimed(found.Id))
                )
            );
        });

    // What is wrong with the run is told by the name of the run.
    Either<JournalError, T> Try<T>(Func<Either<JournalError, T>> act) =>
        database.Try(act).MapLeft(error => error is JournalError.Inaccessible fault ? fault with { Journal = Name } : error);

    bool IsEmpty()
    {
        using var session = database.Open(Access.Read);
        return FoundJournal.All(session).Count == 0;
    }

    (Session, FoundJournal) Find(Access access, bool durable, bool isFollowed = false)
    {
        var session = database.Open(access, durable);
        try
        {
            return (session, Naming.Find(database, session, run ?? _followed?.Run, isFollowed));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
