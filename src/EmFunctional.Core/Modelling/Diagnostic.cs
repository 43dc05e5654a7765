using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Modelling;

/// <summary>Something that an M-step met, or did besides maximising, recorded with the components and numbers it concerns.</summary>
/// <remarks>
/// A diagnostic that the iterate before did not have starts the stop rule's window anew, and an iterate with a diagnostic is never called a decrease.
/// </remarks>
public abstract record Diagnostic
{
    Diagnostic() { }

    /// <summary>Two components have the same parameters, to the bit: EM cannot part them, so they count as one.</summary>
    /// <param name="First">The earlier component, from 0.</param>
    /// <param name="Second">The later component.</param>
    public sealed record Coincident(int First, int Second) : Diagnostic
    {
        /// <summary>Each component whose numbers equal those of an earlier one, with the earliest such.</summary>
        /// <param name="numbers">One or more vectors with a number for each component.</param>
        public static IEnumerable<Diagnostic> Among(params Vector[] numbers) =>
            Among(numbers[0].Count, (k, j) => numbers.All(v => v[k] == v[j]));

        /// <summary>The same, given whether all numbers of two components are equal.</summary>
        /// <param name="components">K.</param>
        /// <param name="areEqual">Given two components.</param>
        internal static IEnumerable<Diagnostic> Among(int components, Func<int, int, bool> areEqual)
        {
            for (var second = 1; second < components; second++)
            for (var first = 0; first < second; first++)
                if (areEqual(first, second))
                {
                    yield return new Coincident(first, second);
                    break;
                }
        }
    }

    /// <summary>A component is responsible for nothing, so its parameters have no maximum and were kept.</summary>
    /// <param name="Component">The component, from 0.</param>
    public sealed record Empty(int Component) : Diagnostic;

    /// <summary>Eigenvalues of a component's covariance were below a floor and were raised to it.</summary>
    /// <param name="Component">The component, from 0; none where all share one covariance.</param>
    /// <param name="Eigenvalue">The smallest of them.</param>
    /// <param name="Floor">The floor.</param>
    public sealed record Floored(Option<int> Component, double Eigenvalue, double Floor) : Diagnostic;

    /// <summary>Rows of which nothing was observed: they count nothing.</summary>
    /// <param name="Rows">How many, by weight.</param>
    public sealed record Unobserved(double Rows) : Diagnostic
    {
        /// <summary>The diagnostic, where there are such rows.</summary>
        /// <param name="rows">How many, by weight.</param>
        public static Arr<Diagnostic> Of(double rows) => rows > 0 ? Arr.create<Diagnostic>(new Unobserved(rows)) : Arr<Diagnostic>.Empty;
    }

    /// <summary>Numbers of a component that its rows do not bound: a coefficient of a column that separates them, or that others determine among them.</summary>
    /// <param name="Component">The component, from 0.</param>
    /// <param name="Names">The numbers.</param>
    public sealed record Undetermined(int Component, Arr<string> Names) : Diagnostic;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(
        Func<Coincident, T> coincident,
        Func<Empty, T> empty,
        Func<Floored, T> floored,
        Func<Unobserved, T> unobserved,
        Func<Undetermined, T> undetermined
    ) =>
        this switch
        {
            Coincident f => coincident(f),
            Empty f => empty(f),
            Floored f => floored(f),
            Unobserved f => unobserved(f),
            Undetermined f => undetermined(f),
            _ => throw new UnreachableException(),
        };

    /// <summary>Whether the M-step did more than maximise, so that a fall of the objective says nothing against the model.</summary>
    public bool IsIntervention =>
        Match(coincident: _ => false, empty: _ => true, floored: _ => true, unobserved: _ => false, undetermined: _ => false);

    /// <summary>The kind and the components, without numbers that vary from iterate to iterate: <c>empty(1)</c>.</summary>
    public string Key =>
        Match(
            coincident: f => $"coincident({f.First},{f.Second})",
            empty: f => $"empty({f.Component})",
            floored: f => f.Component.Match(k => $"floored({k})", () => "floored"),
            unobserved: f => $"unobserved({NumberText.Shortest(f.Rows)})",
            undetermined: f => $"undetermined({f.Component}: {string.Join(", ", f.Names)})"
        );

    /// <summary>The diagnostic in a sentence.</summary>
    public sealed override string ToString() =>
        Match(
            coincident: f => $"components {f.First} and {f.Second} coincide and stay together; start them apart",
            empty: f => $"component {f.Component} is responsible for no data; its parameters were kept",
            floored: f =>
                $"{f.Component.Match(k => $"component {k}", () => "the shared covariance")} had an eigenvalue of "
                + $"{Numerics.NumberFormat.Significant(f.Eigenvalue, 4)}, raised to the floor {Numerics.NumberFormat.Significant(f.Floor, 4)}",
            unobserved: f =>
                f.Rows == 1
                    ? "of one row nothing was observed; it counts nothing"
                    : $"of {NumberText.Shortest(f.Rows)} rows nothing was observed; they count nothing",
            undetermined: f =>
                $"the rows of component {f.Component} do not bound {string.Join(" and ", f.Names)}: a column separates them, or others determine it there"
        );
}
