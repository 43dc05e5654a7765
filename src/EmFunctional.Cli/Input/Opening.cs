using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>Where a story begins.</summary>
/// <param name="Start">θ at iteration 0.</param>
/// <param name="Why">Why there, if not at the default start.</param>
/// <param name="Options">The options by which a fit begins there too.</param>
/// <param name="StartMethod">The way to start by name; empty of a start that was given.</param>
sealed record Opening(Vector Start, string Why, string Options, string StartMethod)
{
    const int MostTried = 8;
    const double MostWork = 1e5;

    // What a reader is shown of many rows is enough to judge by.
    const int MostRows = 500;
    const double Sure = 0.9;
    const double LeastUnsure = 0.05;

    /// <summary>At the start that was asked for.</summary>
    /// <param name="request">The fit.</param>
    /// <param name="way">The way to start by name; empty of a start that was given.</param>
    public static Opening Of(FitRequest request, string way) => new(request.Fit.Starts[0], "", "", way);

    /// <summary>
    /// At the default start, if its responsibilities tell something. Else at one of a few that are drawn and do: the one whose run ends highest, or
    /// where that would take long the first.
    /// </summary>
    /// <param name="request">The fit.</param>
    /// <param name="seed">The first seed to draw from.</param>
    public static Opening Telling(FitRequest request, ulong seed)
    {
        var (model, standard) = (request.Model, Of(request, request.Model.Starting.Methods[0].Name));
        if (Tells(model, standard.Start))
            return standard;
        var drawn =
            from entry in model.Starting.Methods.Skip(1).Where(entry => entry.IsDrawn)
            from s in Enumerable.Range(0, MostTried).Select(i => seed + (ulong)i)
            from start in entry.Draw(new Seed(s)).RightAsEnumerable()
            where Tells(model, start)
            select new Opening(
                start,
                $"The usual start ({model.Starting.Methods[0].Name}) would be all but at the end already, and there would be little to see.",
                $"--init {entry.Name} --seed {s}",
                entry.Name
            );
        var quick = (double)model.Rows.Count * model.Problem.Chart.Names.Count <= MostWork;
        return drawn.Take(quick ? MostTried : 1).OrderByDescending(opening => End(request, opening.Start)).FirstOrDefault(standard);
    }

    static double End(FitRequest request, Vector start) =>
        Em.Fit(request.Model.Problem, start, request.Fit.Rule, request.Fit.Options.Algorithm)
            .Match(Right: fitted => fitted.State.Objective, Left: _ => double.NegativeInfinity);

    static bool Tells(OpenedModel model, Vector start)
    {
        if (model.Rows.Apply.Case is not Func<SavedModel, AppliedModel> apply)
            return true;
        var applied = apply(model.At(start));
        var rows = TextTable
            .RowsToShow(applied.Rows, Math.Min(applied.Rows, MostRows))
            .Where(i => applied.Weight(i) > 0 && model.Rows.Known[i] < 0)
            .ToArray();
        var largest = rows.Select(i => applied.Row(i).Responsibilities.Max()).ToArray();
        return rows.Length == 0
            || applied.Row(rows[0]).Responsibilities.Count == 1
            || largest.Count(r => r < Sure) >= LeastUnsure * rows.Length;
    }
}
