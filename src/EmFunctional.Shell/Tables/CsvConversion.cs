using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Columns of numbers of a CSV text in a file that can be read in blocks.</summary>
/// <param name="Description">What was read; the file does not have the names of the columns.</param>
public sealed record CsvConversion(DataDescription Description)
{
    /// <summary>The columns.</summary>
    public Arr<string> Names => Description.Observations;

    /// <summary>How many rows there are.</summary>
    public int Rows => Description.Rows.IfNone(0);

    /// <summary>
    /// Writes columns of numbers of a CSV text to a file, in one pass and in memory that does not depend on its size: <c>.npy</c>, or doubles
    /// without a header under any other name. What is missing is NaN.
    /// </summary>
    /// <param name="from">The text.</param>
    /// <param name="source">How messages name it.</param>
    /// <param name="path">The file, which is there when all is written.</param>
    /// <param name="chosen">The columns, and what stands for what is missing; weights and labels are not looked at.</param>
    /// <param name="progress">Told how many rows are read, now and then.</param>
    /// <param name="cancel">Ends it, without a file.</param>
    /// <returns>What was written; or up to twenty faults of the text, each with its place.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Validation<EmError, CsvConversion> Write(
        Stream from,
        string source,
        string path,
        ColumnChoice chosen,
        Action<long>? progress = null,
        CancellationToken cancel = default
    )
    {
        var faults = Seq<EmError>.Empty;
        return AtomicFile
            .Write<CsvConversion>(
                path,
                to =>
                {
                    var table = CsvTable.Read(from, source, chosen.Format);
                    var written = Write(
                        table with
                        {
                            Rows = Watched(table.Rows, progress, cancel),
                            MostCells = long.MaxValue,
                        },
                        path,
                        chosen,
                        to
                    );
                    faults = written.Match(Succ: _ => Seq<EmError>.Empty, Fail: errors => errors);
                    return written.ToEither().MapLeft(errors => errors.Head);
                }
            )
            .Match(Right: Prelude.Success<EmError, CsvConversion>, Left: error => faults.IsEmpty ? error : faults);
    }

    static Validation<EmError, CsvConversion> Write(Table table, string path, ColumnChoice chosen, Stream to)
    {
        var isNumPy = path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);
        // The header is padded, so that it has the same length for any number of rows and columns.
        byte[] Header(int rows, int columns) => isNumPy ? NumPyHeader.Of(Arr.create(rows, columns)) : [];
        var begin = Header(int.MaxValue, int.MaxValue).Length;
        to.Position = begin;
        return NumberTable
            .Stream(
                table,
                chosen with
                {
                    Weights = Option<string>.None,
                    Labels = Option<string>.None,
                },
                rows => NumberBytes.Write(to, rows.Span)
            )
            .Map(read =>
            {
                if (read.Places.Count < read.Stored)
                    LeaveOut(to, begin, read.Stored, [.. read.Places]);
                to.Position = 0;
                to.Write(Header(read.Description.Rows.IfNone(0), read.Places.Count));
                return new CsvConversion(read.Description);
            });
    }

    static IEnumerable<TableRow> Watched(IEnumerable<TableRow> rows, Action<long>? progress, CancellationToken cancel)
    {
        var count = 0L;
        foreach (var row in rows)
        {
            if (++count % 4096 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Invoke(count);
            }
            yield return row;
        }
    }

    /// <summary>
    /// The numbers of a text as rows that stay in a file of their own, in the folder for temporary files: it is written in one pass, and goes when it is
    /// closed. Weights and labels stay in memory. The data are the same to the bit as if all were in memory.
    /// </summary>
    /// <param name="table">The text.</param>
    /// <param name="chosen">What to read.</param>
    /// <returns>A table of blocks; or up to twenty faults of the text, each with its place.</returns>
    public static Validation<EmError, Table> InBlocks(Table table, ColumnChoice chosen)
    {
        FileStream? file = null;
        try
        {
            var to = file = TemporaryFile.Create();
            return NumberTable
                .Stream(table with { MostCells = long.MaxValue }, chosen, rows => NumberBytes.Write(to, rows.Span))
                .Bind(read =>
                {
                    if (read.Places.Count < read.Stored)
                        LeaveOut(to, 0, read.Stored, [.. read.Places]);
                    to.Flush();
                    var rows = RowFile.OfWritten(table.Source, to, read.Rows, read.Places.Count);
                    file = null;
                    return rows.Map(blocks => Table.OfBlocks(table.Source, blocks) with { Streamed = read }).ToValidation();
                });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new EmError.Unwritable(Path.GetTempPath(), FileFaults.Reason(error));
        }
        finally
        {
            file?.Dispose();
        }
    }

    // Columns that turned out to be text only when all was read.
    static void LeaveOut(Stream file, int begin, int stored, int[] places)
    {
        const int RowsAtOnce = 4096;
        var (rows, left) = (new byte[RowsAtOnce * stored * sizeof(double)], new double[RowsAtOnce * places.Length]);
        var (from, to) = ((long)begin, (long)begin);
        for (var read = -1; read != 0; from += read)
        {
            file.Position = from;
            read = file.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false);
            var picked = NumberTable.Pick(MemoryMarshal.Cast<byte, double>(rows.AsSpan(0, read)), stored, places, left);
            file.Position = to;
            file.Write(MemoryMarshal.AsBytes(left.AsSpan(0, picked)));
            to += picked * sizeof(double);
        }
        file.SetLength(to);
    }
}
