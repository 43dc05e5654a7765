using EmFunctional.Models;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>A fit that was asked for.</summary>
/// <param name="Fit">The fit.</param>
/// <param name="Data">The data by name.</param>
/// <param name="Sample">The sample that they are, if they are one.</param>
sealed record FitRequest(ModelFit Fit, string Data, Option<Sample> Sample)
{
    /// <summary>The model with its data.</summary>
    public OpenedModel Model => Fit.Model;
}
