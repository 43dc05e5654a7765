using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>Columns of numbers of a CSV text in a file that can be read in blocks.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Names">The columns, whose names the file does not have.</param>
public sealed record CsvConversion(int Rows, Arr<string> Names)
{
    const int PartBytes = 1 << 20;

    /// <summary>
    /// Writes columns of numbers of a CSV text to a file, in one pass and in memory that does not depend on its size: <c>.npy</c>, or doubles
    /// without a header under any other name. What is missing is NaN. The text is UTF-8.
    /// </summary>
    /// <param name="from">The text.</param>
    /// <param name="source">How messages name it.</param>
    /// <param name="path">The file, which is there when all is written.</param>
    /// <param name="chosen">The columns, and what stands for what is missing; weights and labels are not looked at.</param>
    /// <param name="threads">How many threads read numbers, 1 or more.</param>
    /// <param name="progress">Told how many bytes are read and rows written.</param>
    /// <param name="cancel">Ends it, without a file.</param>
    /// <returns>What was written; or up to twenty faults of the text, each with its place.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Validation<EmError, CsvConversion> Write(
        Stream from,
        string source,
        string path,
        ColumnChoice chosen,
        int threads,
        Action<long, long>? progress = null,
        CancellationToken cancel = default
    )
    {
        var faults = Seq<EmError>.Empty;
        return AtomicFile
            .Write<CsvConversion>(
                path,
                to =>
                {
                    var parts = new CsvParts(from, source, PartBytes);
                    var isNumPy = path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);
                    var written = parts
                        .Begin(chosen)
                        .Bind(reader =>
                        {
                            if (isNumPy)
                                to.Write(NumPyHeader.Of(Arr.create(int.MaxValue, reader.Names.Count)));
                            return Copy(parts, reader, to, threads, progress, cancel).Bind(rows => Counted(source, rows, reader.Names));
                        });
                    faults = written.Match(Succ: _ => Seq<EmError>.Empty, Fail: errors => errors);
                    if (isNumPy)
                        written.IfSuccess(done => Number(to, done));
                    return written.ToEither().MapLeft(errors => errors.Head);
                }
            )
            .Match(Right: Prelude.Success<EmError, CsvConversion>, Left: error => faults.IsEmpty ? error : faults);
    }

    static Validation<EmError, CsvConversion> Counted(string source, long rows, Arr<string> names) =>
        rows <= int.MaxValue
            ? new CsvConversion((int)rows, names)
            : new EmError.BadArray(source, $"at most {int.MaxValue} rows, and there are {rows}");

    // The header is padded, so that it has the same length for any number of rows.
    static void Number(Stream to, CsvConversion done)
    {
        to.Position = 0;
        to.Write(NumPyHeader.Of(Arr.create(done.Rows, done.Names.Count)));
    }

    // Some parts ahead of the one to be written next.
    static Validation<EmError, long> Copy(
        CsvParts parts,
        CsvNumbers reader,
        Stream to,
        int threads,
        Action<long, long>? progress,
        CancellationToken cancel
    )
    {
        var (waiting, rows, isOver) = (new Queue<Task<Validation<EmError, double[]>>>(), 0L, false);
        while (!isOver || waiting.Count > 0)
        {
            cancel.ThrowIfCancellationRequested();
            if (!isOver && waiting.Count <= threads)
            {
                var next = parts.Next();
                if (next.Case is EmError error)
                    return error;
                isOver = next.Exists(part => part.IsNone);
                next.IfRight(found => found.IfSome(part => waiting.Enqueue(Reading(reader, part))));
                continue;
            }
            var read = waiting.Dequeue().GetAwaiter().GetResult();
            if (read.MatchUnsafe<double[]?>(made => made, _ => null) is not { } numbers)
                return read.Map(_ => rows);
            Write(to, numbers);
            rows += numbers.Length / reader.Names.Count;
            progress?.Invoke(parts.BytesRead, rows);
        }
        return rows;
    }

    static Task<Validation<EmError, double[]>> Reading(CsvNumbers reader, CsvParts.Part part) =>
        Task.Run(() => reader.Read(part.Lines.Span, part.FirstLine));

    static void Write(Stream to, double[] numbers)
    {
        if (!BitConverter.IsLittleEndian)
            foreach (ref var bits in MemoryMarshal.Cast<double, long>(numbers.AsSpan()))
                bits = BinaryPrimitives.ReverseEndianness(bits);
        to.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
    }
}
