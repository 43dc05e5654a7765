using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>An array that is written row by row, while nobody knows how many there will be.</summary>
/// <param name="columns">d ≥ 1; 0 of a vector.</param>
/// <param name="isWhole">Whether its numbers are written as integers.</param>
public sealed class NumPyRows(int columns, bool isWhole = false) : IDisposable
{
    readonly FileStream _values = TemporaryFile.Create();
    long _count;

    /// <summary>Adds numbers of rows.</summary>
    /// <param name="values">Whole rows [·×d].</param>
    public void Add(ReadOnlySpan<double> values)
    {
        NumberBytes.Write(_values, values, isWhole);
        _count += values.Length;
    }

    int Rows => (int)(_count / Math.Max(1, columns));

    /// <summary>Writes the array as a <c>.npy</c> file.</summary>
    /// <param name="to">Where to.</param>
    public void WriteTo(Stream to)
    {
        to.Write(
            NumPyHeader.Of(columns == 0 ? Arr.create(Rows) : Arr.create(Rows, columns), isWhole ? NumberBytes.Whole : NumberBytes.Double)
        );
        _values.Position = 0;
        _values.CopyTo(to);
    }

    /// <summary>Writes arrays by name as a <c>.npz</c> file.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="arrays">The arrays.</param>
    public static void WriteTo(Stream to, IEnumerable<(string Name, NumPyRows Rows)> arrays)
    {
        using var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, rows) in arrays)
        {
            using var entry = NumPyArchive.Entry(archive, name);
            rows.WriteTo(entry);
        }
    }

    /// <summary>Removes what was kept.</summary>
    public void Dispose() => _values.Dispose();
}
