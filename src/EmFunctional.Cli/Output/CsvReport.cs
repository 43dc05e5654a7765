using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>A trace as CSV: a row for each iteration, numbers that read back to the same bits.</summary>
static class CsvReport
{
    public static void Write(TextWriter to, Arr<string> names, IEnumerable<IterationState<Vector>> trace)
    {
        to.WriteLine(string.Join(',', names.Prepend("residual").Prepend("objective").Prepend("evaluations").Prepend("iteration")));
        foreach (var state in trace)
            to.WriteLine(
                string.Join(
                    ',',
                    new double[] { state.Iteration, state.Evaluations, state.Objective, state.Residual }
                        .Concat(state.Parameters)
                        .Select(NumberText.Shortest)
                        .Concat(state.Digest.IsSome ? names.Map(_ => "") : [])
                )
            );
    }
}
