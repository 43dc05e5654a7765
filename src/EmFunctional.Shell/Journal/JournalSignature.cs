using EmFunctional.Numerics;

namespace EmFunctional.Journal;

/// <summary>A line by which somebody signed all that stands before it.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Time">When it was signed.</param>
/// <param name="Key">The fingerprint of the key by which it says that it was signed.</param>
/// <param name="Signature">The signature in Base64: ECDSA on P-256 with SHA-256, of the seal's 64 hexadecimal digits, as DER.</param>
/// <param name="Of">The seal of the line before it.</param>
public sealed record JournalSignature(int Line, DateTimeOffset Time, Hash256 Key, string Signature, Hash256 Of);
