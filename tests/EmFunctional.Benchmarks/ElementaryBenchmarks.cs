using BenchmarkDotNet.Attributes;
using EmFunctional.Numerics;

namespace EmFunctional.Benchmarks;

/// <summary>The reproducible functions beside the platform's.</summary>
public class ElementaryBenchmarks
{
    const int Count = 1024;
    readonly double[] _exponents = new double[Count];
    readonly double[] _numbers = new double[Count];

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        for (var i = 0; i < Count; i++)
            (_exponents[i], _numbers[i]) = (-40 * random.NextDouble(), 100 * random.NextDouble());
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public double Exp() => Sum(_exponents, Elementary.Exp);

    [Benchmark(OperationsPerInvoke = Count)]
    public double MathExp() => Sum(_exponents, Math.Exp);

    [Benchmark(OperationsPerInvoke = Count)]
    public double Log() => Sum(_numbers, Elementary.Log);

    [Benchmark(OperationsPerInvoke = Count)]
    public double MathLog() => Sum(_numbers, Math.Log);

    static double Sum(double[] xs, Func<double, double> f)
    {
        var sum = 0.0;
        foreach (var x in xs)
            sum += f(x);
        return sum;
    }
}
