using System.Linq;
using System.Reactive.Linq;
using BenchmarkDotNet.Attributes;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using LanguageExt;

namespace EmFunctional.Benchmarks;

/// <summary>
/// What an iteration costs besides E and M: the stream, the stop rule, the decider and its trace digest, over a model whose steps cost next to
/// nothing. Subtract <see cref="Steps"/> from the others.
/// </summary>
[MemoryDiagnoser]
public class StreamBenchmarks
{
    const int Iterations = 100_000;

    static readonly EmModel<double, Vector, Vector> _model = EmModel.Of<double, Vector>(
        "shrinking",
        (rate, theta) => new(rate * theta, -theta[0] * theta[0]),
        statistics => statistics,
        Chart.Of<Vector>(theta => theta, flat => flat, Coordinates.Real("a", "b", "c", "d"))
    );

    static readonly Vector _start = [1, 2, 3, 4];
    static readonly StopRule _rule = StopRule.Aitken(0) | StopRule.Iterations(Iterations);

    /// <summary>The pure sequence of iterates: E, M and the chart, nothing else.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Iterations)]
    public int Steps() => Em.Iterate(_model, 1 - 1e-7, _start).Take(Iterations).Count();

    /// <summary>The ten-line user's stream: iterates and stop rule.</summary>
    [Benchmark(OperationsPerInvoke = Iterations)]
    public IterationState<Vector> Observe() => Em.Observe(_model, 1 - 1e-7, _start).UntilConverged(_rule).LastAsync().Wait();

    /// <summary>The stream of events: iterates, decider, stop rule and trace digest.</summary>
    [Benchmark(OperationsPerInvoke = Iterations)]
    public RunEvent<Vector> Run() => Em.Run(_model, 1 - 1e-7, _start, _rule).LastAsync().Wait();

    /// <summary>The same without a stream.</summary>
    [Benchmark(OperationsPerInvoke = Iterations)]
    public Either<EmError, Fitted<Vector>> Fit() => Em.Fit(_model, 1 - 1e-7, _start, _rule);
}
