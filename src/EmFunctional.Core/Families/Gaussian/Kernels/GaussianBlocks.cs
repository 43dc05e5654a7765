using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;

namespace EmFunctional.Families.Gaussian.Kernels;

// The E-step of a mixture of normal distributions over blocks of rows without holes, in one fused pass. Of each component the statistics are its mass
// Σ r, Σ r y and Σ r y yᵀ about its mean, y = x − μₖ, so that data far from 0 lose no digits.
static class GaussianBlocks
{
    public static Func<int, Either<EmError, Expectation<Vector>>> Prepare(
        RowBlocks rows,
        RowWeights weights,
        RowLabels labels,
        KernelParameters at
    ) =>
        block =>
        {
            var first = block * RowBlocks.BlockRows;
            return rows.Read(block, x => OfBlock(x, new(weights, labels, first), first, at)).Bind(made => made);
        };

    static Either<EmError, Expectation<Vector>> OfBlock(ReadOnlySpan<double> rows, KernelRows known, int first, KernelParameters at)
    {
        var sums = new double[at.K * at.Sums];
        var impossible = GaussianKernel.Accumulate(rows, known, at, sums, out var objective);
        return impossible < 0
            ? new Expectation<Vector>(Vector.Create(sums), objective) { Magnitude = at.MagnitudeOf(sums, objective) }
            : new EmError.ImpossibleRow(first + impossible + 1);
    }
}
