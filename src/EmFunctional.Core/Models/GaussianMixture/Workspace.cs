using System.Runtime.InteropServices;

namespace EmFunctional.Models.GaussianMixture;

// The memory of a pass over a block of rows: lines of cache whole, zeros at first, given back at the end. A tile may read three columns more than there are.
sealed unsafe class Workspace : IDisposable
{
    const int Column = 17 * 8;
    const int Spare = 4;

    readonly double* _memory;

    public Workspace(int components, int columns, int sums)
    {
        var (xs, ls) = ((columns + Spare) * Column, components * Column);
        var count = (nuint)(3 * xs + ls + Column + 8) + (nuint)components * (nuint)sums * 8;
        _memory = (double*)NativeMemory.AlignedAlloc(count * sizeof(double), 64);
        NativeMemory.Clear(_memory, count * sizeof(double));
        X = _memory;
        Y = X + xs;
        T = Y + xs;
        L = T + xs;
        Weights = L + ls;
        Objective = Weights + Column;
        Sums = Objective + 8;
    }

    /// <summary>Rows [d × vectors].</summary>
    public double* X { get; }

    /// <summary>x − μₖ of the component at hand [d × vectors].</summary>
    public double* Y { get; }

    /// <summary>r y [d × vectors].</summary>
    public double* T { get; }

    /// <summary>Log-densities, then responsibilities times weights [k × vectors].</summary>
    public double* L { get; }

    /// <summary>The rows' weights [vectors].</summary>
    public double* Weights { get; }

    /// <summary>The log-likelihood by lane.</summary>
    public double* Objective { get; }

    /// <summary>The sums by lane [k × P].</summary>
    public double* Sums { get; }

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
