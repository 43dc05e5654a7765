using EmFunctional.Modelling;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>What a model is opened with.</summary>
/// <param name="Table">The data as text.</param>
/// <param name="Chosen">The columns to read.</param>
/// <param name="Options">A value for each of the model's options.</param>
public sealed record ModelRequest(Table Table, ColumnChoice Chosen, Arr<ModelOption> Options) : ModelSettings(Options)
{
    /// <summary>How many numbers a model may keep unless somebody allows more: a guard against slips, 128 MiB.</summary>
    public const long DefaultLimit = 1 << 24;

    // A parameter has a name, and a place in several vectors.
    const int NumbersOfParameter = 8;

    /// <summary>How many numbers the model may keep beside its data.</summary>
    public long Limit { get; init; } = DefaultLimit;

    /// <summary>Whether the data and the memory can bear K, asked before anything of that size is made.</summary>
    /// <param name="rows">n.</param>
    /// <param name="parameters">How many numbers the model has.</param>
    /// <param name="more">How many it keeps beside these.</param>
    internal Validation<EmError, Unit> Bears(int rows, Int128 parameters, Int128 more = default) =>
        Components > rows ? new EmError.TooManyComponents(Components, rows)
        : NumbersOfParameter * parameters + more is var numbers && numbers > Limit
            ? new EmError.OverLimit($"the numbers that {Components} components keep", (double)numbers, Limit)
        : Prelude.unit;
}
