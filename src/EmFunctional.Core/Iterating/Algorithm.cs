using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Iterating;

/// <summary>A way to go from iterate to iterate.</summary>
/// <param name="Name">Its name, such as <c>plain</c>.</param>
/// <param name="MemoryNames">The names of the numbers that it remembers.</param>
/// <param name="DefaultRule">The stop rule that suits it.</param>
/// <param name="Begin">The memory at the start.</param>
/// <param name="Step">The next iterate, or the error that ends the sequence.</param>
public sealed record Algorithm<TParams>(
    string Name,
    Arr<string> MemoryNames,
    StopRule DefaultRule,
    Func<Evaluated<TParams>, Vector> Begin,
    Func<Carried<TParams>, Either<EmError, Carried<TParams>>> Step
);

/// <summary>Makes an algorithm from what a model can do: a pass over the data, and coordinates.</summary>
/// <param name="evaluate">One pass over the data.</param>
/// <param name="chart">The model's coordinates.</param>
public delegate Algorithm<TParams> Iterate<TParams>(Evaluate<TParams> evaluate, Chart<TParams> chart);
