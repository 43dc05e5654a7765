using System.Buffers;
using System.Runtime.InteropServices;
using static EmFunctional.Families.Gaussian.Kernels.KernelLayout;

namespace EmFunctional.Families.Gaussian.Kernels;

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
    readonly double* _slots;
    readonly double* _y;
    readonly double* _t;
    readonly double* _weights;
    readonly double* _max;
    readonly double* _objective;
    readonly double* _sums;
    readonly int _slot;
    readonly int _columns;
    readonly int _squares;
    readonly long _step;
    double* _x;
    int _lane;

    public Workspace(KernelParameters at, int rows)
    {
        var portions = (rows + Rows - 1) / Rows;
        IsWhole = (long)at.K * at.Sums * Lanes > Near;
        var (slots, columns) = (IsWhole ? portions : 1, (at.D + Spare) * Stride);
        var logs = at.K * Stride;
        (_squares, _step) = (columns + Stride + logs, IsWhole ? 0 : (long)at.Sums * Lanes);
        (_columns, _slot) = (columns, at.Shape == CovarianceShape.Spherical ? _squares + logs : _squares);
        var sums = (IsWhole ? 1 : at.K) * at.Sums * Lanes;
        var before = slots * _slot + columns + (Spare + 2) * Stride;
        _memory = ArrayPool<double>.Shared.Rent(before + Lanes + sums + Lanes);
        _pin = GCHandle.Alloc(_memory, GCHandleType.Pinned);
        _slots = (double*)((_pin.AddrOfPinnedObject() + 63) & ~63);
        _y = _slots + slots * _slot;
        _t = _y + columns;
        _weights = _t + Spare * Stride;
        _max = _weights + Stride;
        _objective = _max + Stride;
        _sums = _objective + Lanes;
        new Span<double>(_objective, Lanes + sums).Clear();
        new Span<double>(_weights, Stride).Fill(1);
        At(0);
    }

    /// <summary>Whether a portion is the whole block, and the sums are those of one component.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether the rows at hand count once, or not at all.</summary>
    public bool IsCounted { get; set; } = true;

    /// <summary>Turns to 128 rows of a portion.</summary>
    /// <param name="index">Which.</param>
    public void At(int index) => _x = _slots + (long)(IsWhole ? index : 0) * _slot;

    /// <summary>Turns to the lanes of each vector from one on.</summary>
    /// <param name="lane">The first lane.</param>
    /// <returns>This.</returns>
    public Workspace From(int lane)
    {
        _lane = lane;
        return this;
    }

    /// <summary>Rows [d × vectors].</summary>
    public double* X => _x + _lane;

    /// <summary>Σ exp(lₖ − max), then w/Σ [vectors].</summary>
    public double* Share => X + _columns;

    /// <summary>Log-densities, then exp(lₖ − max), then responsibilities times weights [k × vectors].</summary>
    public double* L => Share + Stride;

    /// <summary>|x − μₖ|², kept where there is one variance [k × vectors].</summary>
    public double* Squares => X + _squares;

    /// <summary>x − μₖ of the component at hand [d × vectors].</summary>
    public double* Y => _y + _lane;

    /// <summary>r y of the columns at hand [4 × vectors].</summary>
    public double* T => _t + _lane;

    /// <summary>The rows' weights [vectors].</summary>
    public double* Weights => _weights + _lane;

    /// <summary>The largest log-density of each row [vectors].</summary>
    public double* Max => _max + _lane;

    /// <summary>The log-likelihood by lane.</summary>
    public double* Objective => _objective + _lane;

    /// <summary>The sums of a component by lane [P].</summary>
    /// <param name="k">Which.</param>
    public double* Sums(int k) => _sums + k * _step + _lane;

    public void Dispose()
    {
        _pin.Free();
        ArrayPool<double>.Shared.Return(_memory);
    }
}
