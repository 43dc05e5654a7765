using System.Collections.Generic;

namespace EmFunctional.Fuzz;

/// <summary>Something of the product that reads what comes from outside.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Corpus">Inputs that it takes, from which others are made.</param>
/// <param name="Words">Pieces of its language.</param>
/// <param name="Read">Reads an input in a folder of its own and says whether it was taken; a refusal is a value, so no exception may come out.</param>
public sealed record Target(string Name, IReadOnlyList<byte[]> Corpus, IReadOnlyList<string> Words, Func<byte[], string, bool> Read);

/// <summary>What a target did with an input that it must not.</summary>
/// <param name="Target">The target.</param>
/// <param name="What">The exception with the place where it was thrown, or the memory that was taken.</param>
/// <param name="Index">Which input of the seed it was.</param>
/// <param name="Input">The input, made as small as can be.</param>
public sealed record Fault(string Target, string What, int Index, byte[] Input);

/// <summary>What a target did with all inputs.</summary>
/// <param name="Target">The target.</param>
/// <param name="Taken">How many were taken.</param>
/// <param name="Refused">How many were refused.</param>
/// <param name="MostBytes">The most memory allocated for one.</param>
/// <param name="Time">How long it took for all.</param>
public sealed record Tally(string Target, int Taken, int Refused, long MostBytes, TimeSpan Time);

/// <summary>An input that is being read.</summary>
/// <param name="Index">Which.</param>
/// <param name="Since">Since when.</param>
/// <param name="Processor">How long the process had computed by then.</param>
public sealed record Reading(int Index, long Since, TimeSpan Processor)
{
    /// <summary>Whether it takes too long: half a minute of computing, which does not depend on what else the machine does, or ten minutes.</summary>
    public bool Hangs =>
        Environment.CpuUsage.TotalTime - Processor > TimeSpan.FromSeconds(30)
        || System.Diagnostics.Stopwatch.GetElapsedTime(Since) > TimeSpan.FromMinutes(10);
}
