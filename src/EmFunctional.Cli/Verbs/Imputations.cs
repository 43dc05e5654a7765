using System.IO;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary>Several tables, each completed by a draw from a model that is fitted to rows drawn anew: proper multiple imputation.</summary>
/// <param name="Bootstrap">How a model is fitted anew.</param>
/// <param name="Open">Opens the data anew for each pass.</param>
/// <param name="HasHeader">Whether the first row of the data is the header.</param>
/// <param name="Seed">What is drawn.</param>
sealed record Imputations(Bootstrap Bootstrap, Func<Validation<EmError, DataSource>> Open, bool HasHeader, Seed Seed)
{
    /// <summary>Writes so many tables, and ends at the first that cannot be.</summary>
    /// <param name="count">How many.</param>
    /// <param name="terminal">Where is said how far it is.</param>
    /// <param name="write">
    /// Writes one: given its number from 1, its model, what its draws are drawn from, and who hears that it is in its place.
    /// </param>
    public int Write(int count, Terminal terminal, Func<int, SavedModel, Seed, Action, int> write)
    {
        var code = ExitCode.Done;
        var done = 0;
        using var interrupted = Signals.Tell(() => $"{done} of {count} tables {(done == 1 ? "is" : "are")} written.");
        for (var m = 1; m <= count && code == ExitCode.Done; m++)
        {
            var number = m;
            using var shown = Progress.Of(terminal, () => $"impute: fit {number} of {count} to rows drawn anew");
            code = Fitted(Seed.Split(m).Split(0))
                .Match(saved => write(number, saved, Seed.Split(number).Split(1), () => done++), errors => terminal.Refuse(errors));
        }
        return code;
    }

    // The data are open while a sample of them is read, and closed before the next.
    Validation<EmError, SavedModel> Fitted(Seed seed)
    {
        DataSource? opened = null;
        try
        {
            return Bootstrap.Fit(
                () =>
                {
                    opened?.Dispose();
                    return Open()
                        .Map(source =>
                        {
                            opened = source;
                            return (source.Table, HasHeader);
                        });
                },
                seed
            );
        }
        finally
        {
            opened?.Dispose();
        }
    }
}
