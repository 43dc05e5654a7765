using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Text.Json;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Architecture;

/// <summary>
/// Whoever debugs into a package meets its sources: by a link (SourceLink) where git's remote is on a host that the SDK knows, and else within the symbols.
/// The kinds of information are those of the Portable PDB format.
/// </summary>
public class PackageSymbolTests
{
    static readonly Guid _embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
    static readonly Guid _sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    public static TheoryData<string> Packages =>
        ["Core", "Shell", "Testing", "ML", "Frames", "Notebooks", "Pictures", "Plotting", "Stores", "Transcripts", "Tokenisation"];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_source_is_linked_or_embedded(string package)
    {
        using var symbols = Symbols(package);
        var reader = symbols.GetMetadataReader();
        var linked = Linked(reader);
        var lost = reader
            .Documents.Select(handle => (Handle: handle, Name: NameOf(reader, handle)))
            .Where(document => !linked.Any(document.Name.StartsWith) && EmbeddedIn(reader, document.Handle) is null)
            .Select(document => document.Name);
        Assert.True(reader.Documents.Count > 0);
        Assert.Empty(lost);
    }

    [Fact]
    public void An_embedded_source_is_the_file()
    {
        using var symbols = Symbols("Core");
        var reader = symbols.GetMetadataReader();
        var document = reader.Documents.Single(handle =>
            NameOf(reader, handle).EndsWith("src/EmFunctional.Core/Em.cs", StringComparison.Ordinal)
        );
        if (Linked(reader).Any(NameOf(reader, document).StartsWith))
            return;
        Assert.Equal(File.ReadAllText(Repository.PathTo("src/EmFunctional.Core/Em.cs")), EmbeddedIn(reader, document));
    }

#if !DEBUG
    [Theory]
    [MemberData(nameof(Packages))]
    public void What_is_released_does_not_say_where_it_was_built(string package)
    {
        using var symbols = Symbols(package);
        var reader = symbols.GetMetadataReader();
        var root = Path.GetFullPath(Repository.PathTo("."));
        Assert.DoesNotContain(reader.Documents, handle => NameOf(reader, handle).StartsWith(root, StringComparison.Ordinal));
    }
#endif

    static MetadataReaderProvider Symbols(string package) =>
        MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"EmFunctional.{package}.pdb")));

    static string NameOf(MetadataReader reader, DocumentHandle handle) =>
        reader.GetString(reader.GetDocument(handle).Name).Replace('\\', '/');

    // {"documents":{"/_/*":"https://…/*"}}: the names that a link covers begin with these.
    static List<string> Linked(MetadataReader reader) =>
        [
            .. Attached(reader, EntityHandle.ModuleDefinition, _sourceLink)
                .SelectMany(json => JsonDocument.Parse(json).RootElement.GetProperty("documents").EnumerateObject())
                .Select(documents => documents.Name.TrimEnd('*')),
        ];

    static string? EmbeddedIn(MetadataReader reader, DocumentHandle handle) =>
        Attached(reader, handle, _embeddedSource).Select(Unpacked).SingleOrDefault();

    // A length, of 0 where what follows is not compressed.
    static string Unpacked(byte[] blob)
    {
        using var text = new MemoryStream(blob, 4, blob.Length - 4);
        using var reader = new StreamReader(BitConverter.ToInt32(blob) == 0 ? text : new DeflateStream(text, CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    static IEnumerable<byte[]> Attached(MetadataReader reader, EntityHandle to, Guid kind) =>
        reader
            .GetCustomDebugInformation(to)
            .Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == kind)
            .Select(information => reader.GetBlobBytes(information.Value));
}
