using System.CommandLine;
using System.Globalization;
using EmFunctional.Cli.Output;
using EmFunctional.Inference;
using EmFunctional.Modelling;
using EmFunctional.Resampling;
using LanguageExt;
using CliOption = System.CommandLine.Option<string?>;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The options that say how sure the numbers are to be told.</summary>
sealed class ErrorOptions
{
    const string Corrected = "bca";
    const string Percentile = "percentile";

    readonly System.CommandLine.Option<bool> _errors = new("--errors")
    {
        Description = "a standard error beside every number, by the observed information",
    };
    readonly System.CommandLine.Option<bool> _sandwich = new("--sandwich")
    {
        Description = "the same in the sandwich form, which holds where the model is wrong, too",
    };
    readonly CliOption _bootstrap = new("--bootstrap")
    {
        Description = "an interval beside every number, by so many samples of rows drawn anew, to each of which the model is fitted",
        HelpName = "B",
    };
    readonly System.CommandLine.Option<bool> _parametric = new("--parametric")
    {
        Description = "draw the rows of --bootstrap from the fitted model",
    };
    readonly CliOption _intervals = new("--intervals")
    {
        Description =
            "of --bootstrap: bca, corrected for bias and acceleration, or percentile [default: bca where rows tell the acceleration]",
        HelpName = "NAME",
    };
    readonly CliOption _level = new("--level")
    {
        Description = "how likely an interval of --bootstrap is to hold the number [default: 0.95]",
        HelpName = "P",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new System.CommandLine.Option[] { _errors, _sandwich, _bootstrap, _parametric, _intervals, _level })
            command.Add(option);
    }

    /// <summary>Whether the data are read again.</summary>
    public bool ReadsAgain(ParseResult parsed) => parsed.GetValue(_bootstrap) is not null;

    /// <summary>Whether standard errors are asked for, of whatever form.</summary>
    public bool AsksErrors(ParseResult parsed) => parsed.GetValue(_errors) || parsed.GetValue(_sandwich);

    /// <summary>The first of them that the call has, without its dashes.</summary>
    public LanguageExt.Option<string> First(ParseResult parsed) =>
        parsed.GetValue(_errors) ? "errors"
        : parsed.GetValue(_sandwich) ? "sandwich"
        : parsed.GetValue(_bootstrap) is not null ? "bootstrap"
        : LanguageExt.Option<string>.None;

    /// <summary>What is asked for.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="seed">What samples are drawn from.</param>
    public Validation<EmError, ErrorRequest> Of(ParseResult parsed, ulong seed) =>
        from count in CountOf(parsed.GetValue(_bootstrap))
        from parametric in Needs(count, "parametric", parsed.GetValue(_parametric) ? "" : null)
        from intervals in Needs(count, "intervals", parsed.GetValue(_intervals))
        from kind in Usage.Choose("intervals", parsed.GetValue(_intervals) ?? Corrected, Corrected, Percentile)
        from leveled in Needs(count, "level", parsed.GetValue(_level))
        from level in LevelOf(parsed.GetValue(_level))
        select new ErrorRequest(
            AsksErrors(parsed),
            parsed.GetValue(_sandwich),
            count.Map(samples => new BootstrapPlan(
                samples,
                parsed.GetValue(_parametric) ? BootstrapKind.Parametric : BootstrapKind.Rows,
                seed,
                new(level, kind == Corrected),
                parsed.GetValue(_intervals) is not null
            ))
        );

    static Validation<EmError, Unit> Needs(LanguageExt.Option<int> count, string option, string? value) =>
        value is null || count.IsSome ? Prelude.unit : new EmError.BadOption(option, value, new("given with --bootstrap", _ => false));

    static Validation<EmError, LanguageExt.Option<int>> CountOf(string? text) =>
        text is null ? LanguageExt.Option<int>.None
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 2 ? Prelude.Some(count)
        : new EmError.BadOption("bootstrap", text, Domain.WholeNumberFrom(2));

    static Validation<EmError, double> LevelOf(string? text) =>
        text is null ? 0.95
        : Numerics.NumberText.TryRead(text, out var level) && level is > 0 and < 1 ? level
        : new EmError.BadOption("level", text, new("a number between 0 and 1, such as 0.95", _ => false));
}

/// <summary>What is asked for of how sure the numbers are.</summary>
/// <param name="HasErrors">Whether standard errors by the observed information are.</param>
/// <param name="IsSandwich">Whether in the sandwich form.</param>
/// <param name="Plan">The bootstrap, where one is.</param>
sealed record ErrorRequest(bool HasErrors, bool IsSandwich, LanguageExt.Option<BootstrapPlan> Plan);
