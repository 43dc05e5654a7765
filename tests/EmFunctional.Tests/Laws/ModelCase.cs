using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Testing.Laws;
using LanguageExt;

namespace EmFunctional.Tests.Laws;

/// <summary>A model with small data, as tests of all models meet it.</summary>
/// <param name="Model">What the model is called in this table.</param>
/// <param name="Variant">What distinguishes it from others of its folder.</param>
/// <param name="Problem">The model with its data.</param>
/// <param name="Start">Where its runs start.</param>
/// <param name="Check">The laws, tried from a seed.</param>
public sealed record ModelCase(string Model, string Variant, Problem<Vector> Problem, Vector Start, Func<ulong, LawReport> Check)
{
    public static ModelCase Of<TData, TParams, TStats>(
        string folder,
        string variant,
        EmModel<TData, TParams, TStats> model,
        TData data,
        TParams start,
        LawOptions<TData, TParams> options
    ) =>
        new(
            folder,
            variant,
            EmFunctional.Iterating.Problem.Of(model, data).OrThrow().OnChart(),
            model.Chart.ToFlat(start),
            seed => EmLaws.Check(model, data, seed, options)
        );

    public override string ToString() => $"{Model}, {Variant}";
}

/// <summary>Choosing rows of a vector.</summary>
static class Chosen
{
    public static Vector Rows(Vector from, Arr<int> rows) => Vector.Of(rows.Select(row => from[row]));
}
