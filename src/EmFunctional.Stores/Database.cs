using System.Data.Common;
using System.IO;
using EmFunctional.Journal;
using LanguageExt;

namespace EmFunctional.Stores;

// What is asked of a database when it is opened.
enum Access
{
    Read,
    Write,

    // As Write, and it may be made.
    Create,
}

/// <summary>A database in which journals are kept: what differs between SQLite and PostgreSQL.</summary>
abstract class Database
{
    /// <summary>How it is named to people, without a password.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it is there to be opened.</summary>
    public abstract bool Exists { get; }

    /// <summary>What its tables are made of.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>A connection of one's own; its tables are not looked at yet.</summary>
    protected abstract Session Connect(Access access, bool durable);

    /// <summary>Why a call failed, in words; nothing of an exception that is not of the database.</summary>
    protected abstract string? ReasonOf(DbException error);

    /// <summary>A connection of one's own, with tables of this version.</summary>
    public Session Open(Access access, bool durable = false)
    {
        var session = Connect(access, durable);
        try
        {
            Schema.Settle(this, session, access);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Whether it is there, with tables for journals.</summary>
    public bool HasTables()
    {
        if (!Exists)
            return false;
        using var session = Connect(Access.Read, durable: false);
        return Schema.Exists(this, session);
    }

    /// <summary>Keeps a copy of tables of an earlier version, before or while they are changed.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="version">The version.</param>
    /// <param name="isBefore">Whether the transaction of the change has not begun.</param>
    public abstract void Keep(Session session, int version, bool isBefore);

    /// <summary>The same as a value, with the database's errors in words.</summary>
    public Either<JournalError, T> Try<T>(Func<Either<JournalError, T>> act)
    {
        try
        {
            return act();
        }
        catch (JournalException error)
        {
            return error.Error;
        }
        catch (Exception error) when (Reason(error) is { })
        {
            return new JournalError.Inaccessible(Name, Reason(error)!);
        }
    }

    /// <summary>The same, with the database's errors as those of files are raised.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="isNamed">Whether the error names the database; whoever writes knows it.</param>
    public T Raise<T>(Func<T> act, bool isNamed = true)
    {
        try
        {
            return act();
        }
        catch (Exception error) when (error is not JournalException && Reason(error) is { })
        {
            throw new IOException(isNamed ? $"{Name}: {Reason(error)}" : Reason(error), error);
        }
    }

    string? Reason(Exception error) =>
        error switch
        {
            DbException fault => ReasonOf(fault),
            IOException { InnerException: DbException inner } => ReasonOf(inner), // raised by a stream of ours
            IOException or TimeoutException or UnauthorizedAccessException => error.Message,
            // What a driver says of a connection that broke while it was used.
            ObjectDisposedException or InvalidOperationException { Source: "Npgsql" } => $"the connection was lost: {error.Message}",
            ArgumentException or NotSupportedException { Source: "Npgsql" } => error.Message,
            _ => null,
        };

    /// <summary>Nothing else can be said of it.</summary>
    public JournalException Unusable(string reason) => new(new JournalError.Inaccessible(Name, reason));
}

/// <summary>The few words in which the languages of the databases differ.</summary>
/// <param name="Identity">The type of a key that counts by itself.</param>
/// <param name="Ordered">What makes texts be compared by their bytes.</param>
/// <param name="HasTables">The number of tables of the name <c>@name</c>.</param>
/// <param name="Property">A property of a line, in <c>{0}</c>.</param>
sealed record Dialect(string Identity, string Ordered, string HasTables, string Property);
