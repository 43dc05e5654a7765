using System.Buffers;
using System.Runtime.InteropServices;
using static EmFunctional.Models.GaussianMixture.GaussianKernel;

namespace EmFunctional.Models.GaussianMixture;

/// <summary>
/// The memory of a pass over a block of rows, in whole lines of cache. Rows go through in portions: 128 of them, and every component's sums stay near;
/// where these are larger than the cache, all of the block, and one component's sums at a time. The order of every sum is the same.
/// </summary>
sealed unsafe class Workspace : IDisposable
{
    // A tile may read three columns more than there are.
    const int Spare = 4;

    // Sums beyond this leave the cache while other components are at work.
    const int Near = 1 << 17;

    readonly double[] _memory;
    readonly GCHandle _pin;
    readonly double* _rows;
    readonly int _slot;
    readonly int _xs;
    readonly long _step;

    public Workspace(KernelParameters at, int rows)
    {
        var portions = (rows + Rows - 1) / Rows;
        IsWhole = (long)at.K * at.Sums * Lanes > Near;
        var (slots, columns) = (IsWhole ? portions : 1, (at.D + Spare) * Stride);
        (_xs, _slot, _step) = (columns, columns + at.K * Stride, IsWhole ? 0 : (long)at.Sums * Lanes);
        var sums = (IsWhole ? 1 : at.K) * at.Sums * Lanes;
        var before = slots * _slot + 2 * columns + 3 * Stride;
        _memory = ArrayPool<double>.Shared.Rent(before + Lanes + sums + Lanes);
        _pin = GCHandle.Alloc(_memory, GCHandleType.Pinned);
        _rows = (double*)((_pin.AddrOfPinnedObject() + 63) & ~63);
        Y = _rows + slots * _slot;
        T = Y + columns;
        Weights = T + columns;
        Max = Weights + Stride;
        Sum = Max + Stride;
        Objective = Sum + Stride;
        _sums = Objective + Lanes;
        new Span<double>(Objective, Lanes + sums).Clear();
        At(0);
    }

    readonly double* _sums;

    /// <summary>Whether a portion is the whole block, and the sums are those of one component.</summary>
    public bool IsWhole { get; }

    /// <summary>Turns to 128 rows of a portion.</summary>
    /// <param name="index">Which.</param>
    public void At(int index)
    {
        X = _rows + (long)(IsWhole ? index : 0) * _slot;
        L = X + _xs;
    }

    /// <summary>Rows [d × vectors].</summary>
    public double* X { get; private set; }

    /// <summary>Log-densities, then responsibilities times weights [k × vectors].</summary>
    public double* L { get; private set; }

    /// <summary>x − μₖ of the component at hand [d × vectors].</summary>
    public double* Y { get; }

    /// <summary>r y [d × vectors].</summary>
    public double* T { get; }

    /// <summary>The rows' weights [vectors].</summary>
    public double* Weights { get; }

    /// <summary>The largest log-density of each row [vectors].</summary>
    public double* Max { get; }

    /// <summary>Σ exp(lₖ − max), then w/Σ [vectors].</summary>
    public double* Sum { get; }

    /// <summary>The log-likelihood by lane.</summary>
    public double* Objective { get; }

    /// <summary>The sums of a component by lane [P].</summary>
    /// <param name="k">Which.</param>
    public double* Sums(int k) => _sums + k * _step;

    public void Dispose()
    {
        _pin.Free();
        ArrayPool<double>.Shared.Return(_memory);
    }
}
