using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Runs;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Streams;

/// <summary>A million of anything takes no more memory than a thousand. Alone, since others' memory would count too.</summary>
[Collection("alone")]
public class ConstantMemoryTests
{
    [Fact]
    public void A_million_iterations_take_no_more_memory_than_a_thousand()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var last = Em.Run(Trace.Shrinking, 1 - 1e-9, 1.0, StopRule.Iterations(1_000_000))
            .Do(happened =>
                happened.Match(
                    _ => 0,
                    e => e.State.Iteration % 200_000 == 0 ? (int)(most = Math.Max(most, GC.GetTotalMemory(true) - before)) : 0,
                    _ => 0,
                    _ => 0,
                    _ => 0
                )
            )
            .LastAsync()
            .Wait();
        Assert.IsType<RunEvent<double>.Stopped>(last);
        Assert.InRange(most, 0, 8_000_000);
    }

    [Fact]
    public void A_million_events_are_read_in_constant_memory()
    {
        using var folder = new JournalFolder();
        // Without seals, as another sink writes them.
        var lines = File.ReadAllLines(folder.CoinsJournal())
            .Select(line => line[..line.IndexOf(",\"Seal\"", StringComparison.Ordinal)] + "}")
            .ToArray();
        using var stream = new LineStream(
            i =>
                i == 0
                    ? lines[0]
                    : lines[1]
                        .Replace(
                            "\"Iteration\":0,\"Evaluations\":1,",
                            $"\"Iteration\":{i - 1},\"Evaluations\":{i},",
                            StringComparison.Ordinal
                        ),
            count: 1_000_000
        );
        var (before, most, count) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0);
        foreach (var line in JournalReader.Read(stream))
            if (line.IsRight && ++count % 250_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        Assert.Equal(1_000_000, count);
        Assert.InRange(most, long.MinValue, 8_000_000);
    }
}
