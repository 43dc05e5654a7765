using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Plotting;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>Fits with other numbers of components to the rows of a lesson: what <c>em select</c> does.</summary>
/// <param name="lesson">The lesson.</param>
public sealed class Choice(Lesson lesson)
{
    readonly List<(Candidate Candidate, CandidateFit Fit)> _fits = [];

    public IReadOnlyList<CandidateFit> Fits => [.. _fits.Select(fit => fit.Fit)];

    /// <summary>The numbers of components that are tried, as <c>em select -k</c> takes them.</summary>
    public string Tried => $"1-{Math.Min(4, lesson.Rows.Count)}";

    /// <summary>The one with the smallest BIC.</summary>
    public Option<CandidateFit> Best => Criteria.Best(Fits, fit => fit.Criteria, "bic");

    /// <summary>What the figures say, once all are fitted; nothing where fewer than two can be compared.</summary>
    public string Said
    {
        get
        {
            var byBic = _fits
                .SelectMany(fit =>
                    fit.Fit.Criteria.AsEnumerable().Select(criteria => (K: int.Parse(fit.Fit.Options[0].Value), criteria.Bic))
                )
                .OrderBy(fit => fit.Bic)
                .ToArray();
            if (byBic is not [var best, var next, ..])
                return "";
            var (difference, made) = (next.Bic - best.Bic, lesson.Components);
            return $"BIC is smallest for K = {best.K}, by {NumberFormat.Fixed(difference, 1)} against K = {next.K}"
                + (difference < 2 ? ", which decides nothing. " : ". ")
                + (
                    best.K == made ? $"So many {lesson.Words.Component}s made the rows."
                    : best.K < made
                        ? $"There were {made}, but these rows are too few, or the {lesson.Words.Component}s too alike, to show it: what BIC picks is what the rows bear, not the truth."
                    : $"There were {made}: by chance some rows look like one more. A picked K is a proposal, not a proof."
                );
        }
    }

    /// <summary>Fits one after the other; what shows them is told after each.</summary>
    public async Task Run(Action happened)
    {
        _fits.Clear();
        var (entry, file) = (lesson.Source.Entry, lesson.Source.Write(lesson.Rows, null));
        var candidates = OptionGrid
            .Of(entry, new ModelOption(ModelOptionEntry.Components.Name, Tried))
            .Bind(grid =>
                Selection.Of(
                    entry,
                    LessonSource.TableOf(file),
                    Tables.ColumnChoice.Of(lesson.Source.Column),
                    grid,
                    model => ModelFit.Of(entry, model)
                )
            )
            .OrThrow();
        foreach (var candidate in candidates)
        {
            happened();
            await Task.Delay(1);
            _fits.Add((candidate, candidate.Run()));
        }
        happened();
    }

    /// <summary>The components of a fit over the rows.</summary>
    public string Draw(CandidateFit fit) =>
        (
            from run in fit.Run
            from last in run.Last
            from model in _fits.First(of => of.Fit == fit).Candidate.Fit.ToOption()
            from drawn in Scene.Components(lesson, model.Model, [last.State])
            select drawn
        ).IfNone("");
}
