using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tables;

/// <summary>
/// Rows in several <c>.npy</c> files, which a file <c>*.parts.json</c> lists with the names of the columns and a hash of each block of rows. They are the
/// rows of the whole, with the same blocks. A part that was changed is an error that names it.
/// </summary>
public sealed record PartedRows : RowBlocks, IDisposable
{
    /// <summary>How the name of the list ends.</summary>
    public const string Ending = ".parts.json";

    /// <summary>How <see cref="Write"/> calls the list.</summary>
    public const string ListName = "rows" + Ending;

    readonly string _list;
    readonly (RowFile Rows, string Path, string[] Hashes, int First)[] _parts;
    readonly int[] _partOf;
    readonly int[] _checked;

    PartedRows(string list, PartsManifest manifest, RowFile[] files)
        : base(manifest.Rows, manifest.Columns.Length)
    {
        (_list, Names, _partOf, _checked) = (list, manifest.Columns, new int[Blocks], new int[Blocks]);
        _parts = new (RowFile, string, string[], int)[files.Length];
        var first = 0;
        for (var i = 0; i < files.Length; i++)
        {
            var part = manifest.Parts[i];
            _parts[i] = (files[i], PathOf(list, part), part.Hashes, first);
            System.Array.Fill(_partOf, i, first, part.Blocks);
            first += part.Blocks;
        }
    }

    /// <summary>The names of the columns [d].</summary>
    public Arr<string> Names { get; }

    /// <summary>Whether a file lists parts, by its name.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOne(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    static string PathOf(string list, PartsManifest.Part part) => Path.Combine(Path.GetDirectoryName(list) ?? "", part.File);

    /// <summary>Opens all parts.</summary>
    /// <param name="list">The file that lists them.</param>
    /// <param name="takesMissing">Whether a number may be missing, which is NaN.</param>
    /// <param name="asMap">Whether to map them into memory; then the process ends where somebody cuts one off meanwhile.</param>
    public static Either<EmError, PartedRows> Open(string list, bool takesMissing = false, bool asMap = false) =>
        PartsManifest
            .Read(list)
            .Bind(manifest =>
            {
                var opened = new List<RowFile>();
                foreach (var part in manifest.Parts)
                {
                    var path = PathOf(list, part);
                    var file = RowFile.Open(path, asMap, takesMissing);
                    file.IfRight(opened.Add);
                    var fault =
                        file.Case is EmError error ? error
                        : file.Case is RowFile rows && (rows.Rows, rows.Columns) != (part.Rows, manifest.Columns.Length)
                            ? new EmError.BadArray(
                                path,
                                $"of {part.Rows} rows of {manifest.Columns.Length} columns, as {list} has it, and it has {rows.Rows} of {rows.Columns}"
                            )
                        : (EmError?)null;
                    if (fault is null)
                        continue;
                    opened.ForEach(one => one.Dispose());
                    return fault;
                }
                return Prelude.Right<EmError, PartedRows>(new PartedRows(list, manifest, [.. opened]));
            });

    /// <summary>All rows, in memory; a number may be missing.</summary>
    /// <param name="list">The file that lists the parts.</param>
    public static Either<EmError, NumberBlock> ReadAll(string list) =>
        Open(list, takesMissing: true)
            .Bind(rows =>
            {
                using (rows)
                {
                    if ((long)rows.Rows * rows.Columns > System.Array.MaxLength)
                        return new EmError.BadArray(list, $"of at most {System.Array.MaxLength} numbers to be read into memory");
                    var all = new double[rows.Rows * rows.Columns];
                    return rows.Visit(
                            (first, block) =>
                            {
                                block.CopyTo(all.AsSpan(first * rows.Columns));
                                return true;
                            }
                        )
                        .Map(_ => new NumberBlock(rows.Columns, all) { Names = rows.Names });
                }
            });

    /// <inheritdoc/>
    public override Either<EmError, T> Read<T>(int block, Func<ReadOnlySpan<double>, T> use)
    {
        var (rows, path, hashes, first) = _parts[_partOf[block]];
        if (Volatile.Read(ref _checked[block]) == 0)
        {
            // Later a checksum is enough, which each file keeps of what was read of it.
            var hash = rows.Read(block - first, PartsManifest.HashOf);
            if (hash.Case is EmError error)
                return error;
            if (hash.Case is string found && found != hashes[block - first])
                return Changed(path, block - first, rows.Rows);
            Volatile.Write(ref _checked[block], 1);
        }
        return rows.Read(block - first, use);
    }

    /// <inheritdoc/>
    public override Either<EmError, RowBlocks> Store(RowBlocks rows, IReadOnlyList<int> order) => _parts[0].Rows.Store(rows, order);

    EmError Changed(string path, int block, int rows)
    {
        var first = block * BlockRows;
        return new EmError.BadArray(
            path,
            $"the part that {_list} lists, and its rows {first + 1} to {Math.Min(rows, first + BlockRows)} were changed; write the parts anew, or put the part back"
        );
    }

    /// <summary>Writes rows in parts, and last the file that lists them.</summary>
    /// <param name="folder">Where to; it is made where it is missing.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="names">The names of the columns [d].</param>
    /// <param name="parts">How many parts: as many blocks in each, or one more.</param>
    /// <returns>How many parts there are: not more than blocks.</returns>
    public static Either<EmError, int> Write(string folder, RowBlocks rows, Arr<string> names, int parts)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new EmError.Unwritable(folder, FileFaults.Reason(error));
        }
        var count = Math.Min(parts, rows.Blocks);
        var written = new List<PartsManifest.Part>();
        for (var i = 0; i < count; i++)
        {
            var (from, to) = ((int)((long)i * rows.Blocks / count), (int)((long)(i + 1) * rows.Blocks / count));
            var name = $"part-{(i + 1).ToString("D5", null)}.npy";
            var part = AtomicFile.Write(Path.Combine(folder, name), stream => WritePart(stream, name, rows, from, to));
            if (part.Case is EmError error)
                return error;
            part.IfRight(written.Add);
        }
        return AtomicFile
            .Write(Path.Combine(folder, ListName), stream => PartsManifest.Of([.. names], written).Write(stream))
            .Map(_ => count);
    }

    static Either<EmError, PartsManifest.Part> WritePart(Stream stream, string name, RowBlocks rows, int from, int to)
    {
        var (first, end) = (from * BlockRows, (int)Math.Min(rows.Rows, (long)to * BlockRows));
        stream.Write(NumPyHeader.Of(Arr.create(end - first, rows.Columns)));
        var hashes = new string[to - from];
        for (var block = from; block < to; block++)
        {
            var hash = rows.Read(
                block,
                numbers =>
                {
                    NumberBytes.Write(stream, numbers);
                    return PartsManifest.HashOf(numbers);
                }
            );
            if (hash.Case is EmError error)
                return error;
            hash.IfRight(found => hashes[block - from] = found);
        }
        return new PartsManifest.Part(name, end - first, hashes);
    }

    /// <summary>Closes the parts.</summary>
    public void Dispose()
    {
        foreach (var (rows, _, _, _) in _parts)
            rows.Dispose();
    }
}
