using System.Globalization;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Seeds as people give them.</summary>
static class Seeds
{
    public static Validation<EmError, Option<ulong>> Of(string? text) =>
        text is null ? Option<ulong>.None
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? Prelude.Some(seed)
        : new EmError.BadOption("seed", text, Domain.WholeNumberFrom(0));
}
