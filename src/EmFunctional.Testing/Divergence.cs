using System.Diagnostics;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing;

/// <summary>Where one trace departs from another.</summary>
public abstract record Divergence
{
    Divergence() { }

    /// <summary>The traces have other columns.</summary>
    public sealed record Columns(Arr<string> Expected, Arr<string> Actual) : Divergence;

    /// <summary>Up to the shorter's end the traces agree, but they have other numbers of iterations, or number them otherwise.</summary>
    /// <param name="Row">The first row, from 0, that one of them lacks or numbers otherwise.</param>
    /// <param name="Expected">The iteration expected there.</param>
    /// <param name="Actual">The iteration that is there.</param>
    public sealed record Iterations(int Row, Option<int> Expected, Option<int> Actual) : Divergence;

    /// <summary>A number differs by more than is tolerated.</summary>
    /// <param name="Iteration">The iteration.</param>
    /// <param name="Column">The objective, or a parameter's name.</param>
    /// <param name="Expected">The number expected.</param>
    /// <param name="Actual">The number that is there.</param>
    /// <param name="Ulps">How many doubles they are apart.</param>
    public sealed record Value(int Iteration, string Column, double Expected, double Actual, ulong Ulps) : Divergence;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(Func<Columns, T> columns, Func<Iterations, T> iterations, Func<Value, T> value) =>
        this switch
        {
            Columns d => columns(d),
            Iterations d => iterations(d),
            Value d => value(d),
            _ => throw new UnreachableException(),
        };

    /// <summary>The divergence in a sentence.</summary>
    public sealed override string ToString() =>
        Match(
            columns: d => $"columns: expected {string.Join(" ", d.Expected)}, found {string.Join(" ", d.Actual)}",
            iterations: d => $"row {d.Row + 1}: expected {Shown(d.Expected)}, found {Shown(d.Actual)}",
            value: d =>
                $"iteration {d.Iteration}, {d.Column}: expected {NumberText.Full(d.Expected)}, found {NumberText.Full(d.Actual)}, {d.Ulps} ulp apart"
        );

    static string Shown(Option<int> iteration) => iteration.Match(i => $"iteration {i}", () => "no iteration");

    internal static Option<Divergence> Find(NumericTrace expected, NumericTrace actual, Tolerances tolerances)
    {
        tolerances.Check(expected.Columns);
        if (!expected.Columns.SequenceEqual(actual.Columns))
            return new Columns(expected.Columns, actual.Columns);
        for (var row = 0; row < Math.Max(expected.Rows.Count, actual.Rows.Count); row++)
        {
            var (e, a) = (At(expected, row), At(actual, row));
            if (e is null || a is null || e.Iteration != a.Iteration)
                return new Iterations(row, IterationOf(e), IterationOf(a));
            for (var i = 0; i < expected.Columns.Count; i++)
                if (!tolerances.Of(expected.Columns[i]).Accepts(e.Values[i], a.Values[i]))
                    return new Value(e.Iteration, expected.Columns[i], e.Values[i], a.Values[i], Ulp.Distance(e.Values[i], a.Values[i]));
        }
        return Option<Divergence>.None;
    }

    static Option<int> IterationOf(TraceRow? row) => row is null ? Option<int>.None : row.Iteration;

    static TraceRow? At(NumericTrace trace, int row) => row < trace.Rows.Count ? trace.Rows[row] : null;
}
