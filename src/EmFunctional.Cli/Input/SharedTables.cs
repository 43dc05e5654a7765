using System.Collections.Generic;
using System.Runtime.CompilerServices;
using EmFunctional.Cluster;
using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Tables in blocks that a worker has open: several models over the same rows have them in memory once. A table goes with the last model that reads it.</summary>
sealed class SharedTables
{
    readonly Dictionary<string, WeakReference<KeptRows>> _rows = new(StringComparer.Ordinal);
    readonly ConditionalWeakTable<KeptRows, Table> _tables = [];

    /// <summary>A table that is open, or is opened now.</summary>
    /// <param name="what">What is read, and how.</param>
    /// <param name="open">Opens it: a table of blocks.</param>
    public Validation<EmError, Table> Open(string what, Func<Validation<EmError, Table>> open)
    {
        // Whoever wants the same waits for it.
        lock (_rows)
            return _rows.TryGetValue(what, out var known) && known.TryGetTarget(out var rows) && _tables.TryGetValue(rows, out var table)
                ? table
                : open().Map(opened => Kept(what, opened));
    }

    Table Kept(string what, Table opened)
    {
        var rows = new KeptRows(opened.Blocks!);
        var table = opened with { Blocks = rows };
        _tables.Add(rows, table);
        _rows[what] = new(rows);
        return table;
    }
}
