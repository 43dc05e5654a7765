using System.IO;
using System.Linq;
using System.Reactive.Linq;
using BenchmarkDotNet.Attributes;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Runs;

namespace EmFunctional.Benchmarks;

/// <summary>What the journal costs an iteration of a small model, in all and with every event on the disk; and how fast it is read.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    const int Iterations = 20_000;

    readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;
    readonly Problem<MixtureParameters> _problem = Problem
        .Of(Mixture.Of<Coin>(2), Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow())
        .OrThrow();
    readonly MixtureParameters _start = Mixture.Of<Coin>(2).At(("theta", [0.6, 0.5])).OrThrow();
    readonly StopRule _rule = StopRule.Iterations(Iterations);

    string Path => System.IO.Path.Combine(_folder, "run.clef");

    [GlobalSetup(Target = nameof(Read))]
    public void Record() => Journalled();

    [GlobalCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    /// <summary>The run without a journal.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Iterations)]
    public RunEvent<MixtureParameters> Run() => Em.Run(_problem, _start, _rule, new()).LastAsync().Wait();

    /// <summary>The run with a journal; each event is with the operating system before it goes on.</summary>
    [Benchmark(OperationsPerInvoke = Iterations)]
    public RunEvent<MixtureParameters> Journalled() => Journalled(durable: false, _rule);

    /// <summary>The run with a journal on the disk.</summary>
    [Benchmark(OperationsPerInvoke = 200)]
    public RunEvent<MixtureParameters> Durable() => Journalled(durable: true, StopRule.Iterations(200));

    /// <summary>Reading an event.</summary>
    [Benchmark(OperationsPerInvoke = Iterations)]
    public long Read()
    {
        using var stream = File.OpenRead(Path);
        return JournalReader.Read(stream).Last().Match(Right: line => line.End, Left: _ => 0);
    }

    RunEvent<MixtureParameters> Journalled(bool durable, StopRule rule)
    {
        using var file = JournalFile.Create(Path, force: true, durable).OrThrow();
        return Em.Run(_problem, _start, rule, new()).Journal(_problem.Chart, file.Logger).LastAsync().Wait();
    }
}
