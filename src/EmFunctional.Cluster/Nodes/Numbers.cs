using System.Runtime.InteropServices;
using EmFunctional.Numerics;

namespace EmFunctional.Cluster.Nodes;

/// <summary>Numbers as the bytes that travel: every bit of them.</summary>
static class Numbers
{
    public static byte[] ToBytes(Vector numbers) => MemoryMarshal.AsBytes(numbers.Span).ToArray();

    public static Vector OfBytes(byte[] bytes) => Vector.Create(MemoryMarshal.Cast<byte, double>(bytes));
}
