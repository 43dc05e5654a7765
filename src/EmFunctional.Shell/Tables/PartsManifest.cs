using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Tables;

// What the file says that lists the parts of a table: their names, in the order of the rows, and a hash of each block of rows.
sealed record PartsManifest(string Format, int Version, string[] Columns, int Rows, int BlockRows, PartsManifest.Part[] Parts)
{
    const string Name = "em-parts";
    const int Newest = 1;

    static readonly JsonSerializerOptions _options = new() { WriteIndented = true };

    public sealed record Part(string File, int Rows, string[] Hashes)
    {
        [JsonIgnore]
        public int Blocks => (int)(((long)Rows + RowBlocks.BlockRows - 1) / RowBlocks.BlockRows);
    }

    public static PartsManifest Of(string[] columns, IReadOnlyList<Part> parts) =>
        new(Name, Newest, columns, parts.Sum(part => part.Rows), RowBlocks.BlockRows, [.. parts]);

    public static string HashOf(ReadOnlySpan<double> rows) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(rows)));

    public static Either<EmError, PartsManifest> Read(string path)
    {
        try
        {
            var read = JsonSerializer.Deserialize<PartsManifest>(File.ReadAllText(path), _options);
            return read is { Format: Name, Version: Newest } && read.Fault() is not { } fault
                ? read
                : new EmError.BadArray(
                    path,
                    read is { Format: Name, Version: > Newest }
                        ? $"of version {Newest}, and it is of version {read.Version}: a newer em wrote it"
                        : $"a list of parts as em partition writes it{(read is { Format: Name } ? $": {read.Fault()}" : "")}"
                );
        }
        catch (JsonException error)
        {
            return new EmError.BadArray(path, $"a list of parts as em partition writes it, in JSON; line {error.LineNumber + 1} is not");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new EmError.Unreadable(path, FileFaults.Of(path, error));
        }
    }

    public void Write(Stream to) => JsonSerializer.Serialize(to, this, _options);

    // A part is a file beside the list, and all but the last end with a block.
    string? Fault() =>
        Columns is not { Length: > 0 } || Parts is not { Length: > 0 } || BlockRows != RowBlocks.BlockRows
            ? "columns, parts or rows of a block are missing"
        : Parts.FirstOrDefault(part => part?.File is not { Length: > 0 } name || Path.GetFileName(name) != name) is { } apart
            ? $"'{apart.File}' is no name of a file beside it"
        : Parts.Any(part => part is null || part.Rows < 1 || part.Hashes?.Length != part.Blocks)
            ? "a part has no rows, or not a hash for each block of rows"
        : Parts[..^1].Any(part => part.Rows % RowBlocks.BlockRows != 0)
            ? $"a part before the last has no multiple of {RowBlocks.BlockRows} rows"
        : Parts.Sum(part => (long)part.Rows) != Rows ? "the parts have other rows than all together"
        : null;
}
