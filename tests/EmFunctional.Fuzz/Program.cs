// Feeds all readers with inputs made from a corpus and a seed: EmFunctional.Fuzz COUNT SEED [TARGET]
// Ends with 1 where one of them does what it must not: an exception instead of a refusal, more than 256 MiB, or half a minute of computing for an input.
// Or takes the tool through every verb with every model, sample and kind of file: EmFunctional.Fuzz walk

using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using EmFunctional.Fuzz;
using EmFunctional.Fuzz.Walking;

if (args is ["tool"])
    return ToolHost.Serve(); // for a walk
return args is ["walk"]
    ? Walked()
    : Fuzzed(int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[1], CultureInfo.InvariantCulture));

static int Walked()
{
    var (calls, faults) = Walk.Go(isWhole: true);
    foreach (var fault in faults)
        Console.WriteLine($"FAULT {fault}");
    Console.WriteLine($"{calls} calls, {faults.Count} faults");
    return faults.Count == 0 ? 0 : 1;
}

int Fuzzed(int count, int seed)
{
    var targets = Targets.All.Where(target => args.Length < 3 || target.Name == args[2]).ToArray();
    var began = Stopwatch.GetTimestamp();
    // Each has every so manieth input.
    var fuzzers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Fuzzer(targets, seed)).ToArray();
    using var watchman = new Timer(_ => Array.ForEach(fuzzers, EndIfItHangs), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    var threads = fuzzers.Select((fuzzer, at) => new Thread(() => fuzzer.Run(Every(fuzzers.Length, at, count)), 8 << 20)).ToArray();
    Array.ForEach(threads, thread => thread.Start());
    Array.ForEach(threads, thread => thread.Join());
    foreach (var tallies in fuzzers.SelectMany(fuzzer => fuzzer.Tallies).GroupBy(tally => tally.Target))
        Console.WriteLine(
            $"{tallies.Key, -14} {tallies.Sum(t => t.Taken), 7} taken {tallies.Sum(t => t.Refused), 7} refused, at most "
                + $"{tallies.Max(t => t.MostBytes) >> 10, 6} KiB, {tallies.Sum(t => t.Time.TotalSeconds), 3:F0} s"
        );
    Console.WriteLine(FormattableString.Invariant($"{count} inputs of seed {seed} in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"));
    var faults = fuzzers.SelectMany(fuzzer => fuzzer.Faults).DistinctBy(fault => (fault.Target, fault.What)).ToArray();
    foreach (var fault in faults)
        Console.WriteLine($"FAULT {fault.Target}: {fault.What}; input {fault.Index}, {Fuzzer.Shown(fault.Input)}");
    return faults.Length == 0 ? 0 : 1;
}

static IEnumerable<int> Every(int step, int first, int count)
{
    for (var index = first; index < count; index += step)
        yield return index;
}

static void EndIfItHangs(Fuzzer fuzzer)
{
    if (fuzzer.Now is not { Hangs: true, Index: var index })
        return;
    Console.WriteLine($"FAULT {fuzzer.TargetOf(index).Name}: hangs; input {index}, {Fuzzer.Shown(fuzzer.InputOf(index))}");
    Environment.Exit(1);
}
