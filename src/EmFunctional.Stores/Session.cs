using System.Collections.Generic;
using System.Data.Common;

namespace EmFunctional.Stores;

/// <summary>A connection, with the claims of its writer: they end with it, however it ends.</summary>
abstract class Session(DbConnection connection) : IDisposable
{
    /// <summary>Claims a journal for writing; false where somebody else has.</summary>
    public abstract bool TryClaim(long journal);

    /// <summary>Gives a claim up.</summary>
    public abstract void Release(long journal);

    /// <summary>Whether somebody has claimed a journal; nothing where that cannot be told.</summary>
    public abstract bool? IsClaimed(long journal);

    /// <summary>Keeps others from making or changing the tables until the transaction ends.</summary>
    public virtual void LockSchema() { }

    /// <summary>All or nothing.</summary>
    public T Transact<T>(Func<T> act)
    {
        using var transaction = connection.BeginTransaction();
        Transaction = transaction;
        try
        {
            var done = act();
            transaction.Commit();
            return done;
        }
        finally
        {
            Transaction = null;
        }
    }

    /// <summary>The transaction in which commands now are.</summary>
    public DbTransaction? Transaction { get; private set; }

    public int Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The one value of a query; nothing where there is no row, or no value.</summary>
    public object? Value(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>All rows of a query, read to the end.</summary>
    public IReadOnlyList<T> Rows<T>(string sql, Func<DbDataReader, T> read, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>A command that is used again and again.</summary>
    public DbCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public virtual void Dispose() => connection.Dispose();
}
