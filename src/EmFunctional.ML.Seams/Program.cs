using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

// Writes a copy of an assembly whose types, methods and constructors are public, to compile against. ML.NET lets nobody else write into its model files: what
// that takes is internal. At run time the original is used, and IgnoresAccessChecksTo says that this is meant. Format: ECMA-335, II.22.26 and II.22.37.
var (from, to) = (args[0], args[1]);
var bytes = File.ReadAllBytes(from);
using var image = new PEReader(ImmutableArray.Create(bytes));
var reader = image.GetMetadataReader();
var start = image.PEHeaders.MetadataStartOffset;

Span<byte> Row(TableIndex table, int row) =>
    bytes.AsSpan(start + reader.GetTableMetadataOffset(table) + row * reader.GetTableRowSize(table), reader.GetTableRowSize(table));

for (var row = 0; row < reader.GetTableRowCount(TableIndex.TypeDef); row++)
{
    var at = Row(TableIndex.TypeDef, row);
    var flags = (TypeAttributes)BinaryPrimitives.ReadUInt32LittleEndian(at);
    var isNested = (flags & TypeAttributes.VisibilityMask) > TypeAttributes.Public;
    flags = flags & ~TypeAttributes.VisibilityMask | (isNested ? TypeAttributes.NestedPublic : TypeAttributes.Public);
    BinaryPrimitives.WriteUInt32LittleEndian(at, (uint)flags);
}
for (var row = 0; row < reader.GetTableRowCount(TableIndex.MethodDef); row++)
{
    var at = Row(TableIndex.MethodDef, row)[6..]; // behind the address and the flags of the implementation
    var flags = (MethodAttributes)BinaryPrimitives.ReadUInt16LittleEndian(at);
    if ((flags & MethodAttributes.MemberAccessMask) is MethodAttributes.Assembly or MethodAttributes.FamANDAssem)
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)(flags & ~MethodAttributes.MemberAccessMask | MethodAttributes.Public));
}
File.WriteAllBytes(to, bytes);
