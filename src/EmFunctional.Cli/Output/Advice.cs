using System.Linq;
using EmFunctional.Journal;
using EmFunctional.Modelling;

namespace EmFunctional.Cli.Output;

/// <summary>What the tool adds to an error of the library: the options or verbs that help. The library's own words name none.</summary>
static class Advice
{
    /// <summary>The error in words, and how the tool can help.</summary>
    /// <param name="error">The error.</param>
    /// <param name="model">The model with its options, where it is known: no option is named that it lacks.</param>
    public static string Advised(this EmError error, ModelName? model = null) =>
        error is EmError.TooManyLabels { Labels: var k }
            ? error.ToString().Replace($"{k} components", $"{k} components (-k {k})", StringComparison.Ordinal)
            : error.ToString() + Of(error, model);

    /// <summary>The error of a journal in words, and how the tool can help.</summary>
    /// <param name="error">The error.</param>
    public static string Advised(this JournalError error) =>
        error
        + error switch
        {
            JournalError.Exists => " (--force)",
            JournalError.Inaccessible e when e.Reason.EndsWith("list its runs", StringComparison.Ordinal) =>
                $" with 'em runs {e.Journal.Split('#')[0]}'",
            JournalError.Ended => " (--stop)",
            JournalError.Unidentified or JournalError.OtherHash => "; in code, since 'em resume' has no option for it",
            _ => "",
        };

    // How the library's words go on.
    static string Of(EmError error, ModelName? model) =>
        error switch
        {
            EmError.TooFewRowsForColumns => " (--on-degenerate prior)",
            EmError.Collinear { AreCovariates: false } => " (--form)",
            EmError.ManyColumns => " with --column",
            EmError.LacksColumn => ", with --columns",
            EmError.BadOption { Name: "components" } e when IsSeveral(e) => "; 'em select' compares several numbers of components",
            EmError.CannotDo => "; see 'em models' for what each model offers",
            EmError.BadJson => ", such as 'em fit … --format json' prints",
            EmError.BadModelFile => " with 'em fit … --save FILE'",
            EmError.Degenerate when model is not null => OfDegenerate(model),
            EmError.BadArray e when IsOfMemory(e.Expected) => " (--read memory)",
            EmError.BadCell e when IsOfMemory(e.Expected.Name) => " (--read memory)",
            EmError.BadCell e when e.Expected == Domain.Unicode => "; or state the encoding (--encoding)",
            EmError.BadCell e when e.ToString().EndsWith("separators of thousands", StringComparison.Ordinal) =>
                ", or say how they are written (--decimal, --thousands)",
            EmError.WrongEncoding => " (--encoding)",
            EmError.OverLimit e when e.Name.StartsWith("the numbers ", StringComparison.Ordinal) => " (--limit)",
            EmError.InFile e => Of(e.Error, model),
            _ => "",
        };

    // Such as 2-5, where one number is wanted.
    static bool IsSeveral(EmError.BadOption option) =>
        option.Value.IndexOfAny(['-', ',']) > 0 && option.Domain.Name == Domain.WholeNumberFrom(1).Name;

    // What cannot be read in blocks can be read whole.
    static bool IsOfMemory(string expected) => expected.EndsWith("read into memory", StringComparison.Ordinal);

    static string OfDegenerate(ModelName model)
    {
        var isOne = model.Options.Exists(option => option is { Name: "components", Value: "1" });
        var hasPolicy = model.Options.Exists(option => option.Name == "on-degenerate");
        var advice = new[] { isOne ? "" : "--start, --starts, -k", hasPolicy ? "--on-degenerate" : "" }.Where(text => text.Length > 0);
        return advice.Any() ? $" ({string.Join(", ", advice)})" : "";
    }
}
