using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Journal;

/// <summary>A line of a journal.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="End">How many bytes of the file end with it.</param>
/// <param name="Time">When its event happened.</param>
/// <param name="Run">The run to which its event belongs.</param>
/// <param name="Event">The event, with parameters on the chart.</param>
/// <param name="Seal">Its seal, where it has one.</param>
public sealed record JournalLine(int Number, long End, DateTimeOffset Time, Hash256 Run, RunEvent<Vector> Event, Option<Hash256> Seal);
