using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using EmFunctional.Numerics;

namespace EmFunctional.Fuzz;

/// <summary>Feeds targets with inputs that depend on nothing but the seed, and keeps what they do that they must not.</summary>
/// <param name="targets">The targets, which take turns.</param>
/// <param name="seed">What is drawn.</param>
public sealed class Fuzzer(IReadOnlyList<Target> targets, int seed)
{
    /// <summary>The most that may be allocated for an input, all of which are smaller than a megabyte.</summary>
    public const long MostBytes = 256L << 20;

    const int MostShrinking = 400; // tries

    readonly Dictionary<string, Fault> _faults = [];
    readonly int[] _taken = new int[targets.Count];
    readonly int[] _refused = new int[targets.Count];
    readonly long[] _most = new long[targets.Count];
    readonly TimeSpan[] _time = new TimeSpan[targets.Count];

    /// <summary>The input that is read just now, for a watchman; nothing where none is.</summary>
    public Reading? Now => Volatile.Read(ref _now);

    Reading? _now;

    /// <summary>The faults, the first of each kind.</summary>
    public IReadOnlyCollection<Fault> Faults => _faults.Values;

    /// <summary>What each target did.</summary>
    public IEnumerable<Tally> Tallies => targets.Select((target, i) => new Tally(target.Name, _taken[i], _refused[i], _most[i], _time[i]));

    /// <summary>The target of an input.</summary>
    /// <param name="index">Which input.</param>
    public Target TargetOf(int index) => targets[index % targets.Count];

    /// <summary>An input.</summary>
    /// <param name="index">Which.</param>
    public byte[] InputOf(int index) => new Mutator(TargetOf(index), new Random(unchecked(seed * 1_000_003 + index))).Next();

    /// <summary>Reads inputs.</summary>
    /// <param name="indices">Which.</param>
    public void Run(IEnumerable<int> indices)
    {
        var folder = Directory.CreateTempSubdirectory("em-fuzz").FullName;
        foreach (var index in indices)
        {
            var began = Stopwatch.GetTimestamp();
            Volatile.Write(ref _now, new(index, began, Environment.CpuUsage.TotalTime));
            var (target, input) = (TargetOf(index), InputOf(index));
            var (what, taken, bytes) = Try(target, input, folder);
            var at = index % targets.Count;
            _most[at] = Math.Max(_most[at], bytes);
            _time[at] += Stopwatch.GetElapsedTime(began);
            if (what is null)
                (taken ? ref _taken[at] : ref _refused[at])++;
            else if (!_faults.ContainsKey($"{target.Name}: {what}"))
                _faults.Add($"{target.Name}: {what}", new(target.Name, what, index, Smaller(target, input, what, folder)));
        }
        Volatile.Write(ref _now, null);
        Directory.Delete(folder, recursive: true);
    }

    static (string? What, bool Taken, long Bytes) Try(Target target, byte[] input, string folder)
    {
        var before = GC.GetTotalAllocatedBytes();
        var (what, taken) = (default(string), false);
        try
        {
            taken = target.Read(input, folder);
        }
        catch (Exception thrown)
        {
            what = $"{thrown.GetType().Name} {PlaceOf(thrown)}";
        }
        var bytes = GC.GetTotalAllocatedBytes() - before;
        return (what ?? (bytes > MostBytes ? $"more than {MostBytes >> 20} MiB" : null), taken, bytes);
    }

    // The first of our methods on the way out, which is told from others; messages differ from input to input.
    static string PlaceOf(Exception thrown) =>
        new StackTrace(thrown)
            .GetFrames()
            .Select(frame => frame.GetMethod())
            .Where(method => method?.DeclaringType?.FullName?.StartsWith("EmFunctional.", StringComparison.Ordinal) == true)
            .Select(method => $"in {method!.DeclaringType!.FullName}.{method.Name}")
            .FirstOrDefault($"({thrown.Message})");

    // Pieces are left out while the fault stays.
    static byte[] Smaller(Target target, byte[] input, string what, string folder)
    {
        var tries = 0;
        for (var length = input.Length / 2; length > 0; length /= 2)
        for (var start = 0; start + length <= input.Length && tries < MostShrinking; tries++)
        {
            byte[] smaller = [.. input[..start], .. input[(start + length)..]];
            if (Try(target, smaller, folder).What == what)
                input = smaller;
            else
                start += length;
        }
        return input;
    }

    /// <summary>An input as text for people: what is not ASCII is escaped, what is long is cut.</summary>
    /// <param name="input">The input.</param>
    public static string Shown(byte[] input)
    {
        var text = new StringBuilder();
        foreach (var b in input.Take(400))
            text.Append(b is >= (byte)' ' and < 127 ? ((char)b).ToString() : $"\\x{b:x2}");
        return $"{input.Length} bytes: {text}{(input.Length > 400 ? "…" : "")}";
    }
}
