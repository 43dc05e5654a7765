using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Reporting;
using EmFunctional.Runs;
using EmFunctional.Telemetry;
using LanguageExt;
using Vector = EmFunctional.Numerics.Vector;

namespace EmFunctional.Notebooks;

/// <summary>A fit as a small page: the verdict, the components, and pictures where the model is at hand.</summary>
public static class FitPage
{
    const int Digits = 5;
    const int Width = 100;

    /// <summary>Runs a fit, and tells what it found, with its pictures.</summary>
    /// <param name="fit">The fit.</param>
    /// <returns>The page; of a run that fails, the error.</returns>
    public static Story Of(ModelFit fit)
    {
        var (run, iterates) = (RunState.Begin(fit.Model.Problem.Chart, fit.Rule), new List<IterationState<Vector>>());
        foreach (var happened in fit.Events.Watched())
        {
            run = Run.Latest(run, happened);
            if (happened is RunEvent<Vector>.Started)
                iterates.Clear(); // another start, or the best one told again
            if (happened is RunEvent<Vector>.Iterated iterated)
                iterates.Add(iterated.State);
        }
        var source = fit.Model.Problem.Describe().Source;
        var title = $"{fit.Model.Problem.Model} on {(source.Length > 0 ? source : Tables.Rows.Source)}";
        if (run.Ending.Case is not RunEvent<Vector>.Stopped stopped)
            return Page(
                title,
                [new Passage.Prose(run.Ending.Case is RunEvent<Vector>.Failed failed ? $"Failed: {failed.Error}." : "Interrupted.")]
            );
        Arr<string> verdict = new[] { EndingWords.Sentence(stopped.Reason) };
        var told = new ExplainedRun(
            fit.Model,
            source,
            iterates[0].Parameters,
            iterates.ToArray(),
            stopped.Reason,
            verdict,
            fit.Options.Algorithm
        );
        var terms = fit.Model.Terms;
        var names = new ParameterNames(fit.Model.Problem.Chart.Names)
        {
            Columns = terms.Columns,
            Symbols = terms.Symbols,
            Indexed = terms.Indexed ?? (_ => Arr<string>.Empty),
            Component = terms.Component,
        };
        return Page(
            title,
            [
                new Passage.Prose(verdict[0]),
                .. ParameterTable.Of(names, iterates[^1].Parameters, Width).Select(Passage (table) => new Passage.Figures(table)),
                Objective(iterates[^1]),
                Digest(run.Trace),
                .. StoryPictures.Of(told).Select(Passage (illustration) => illustration.Picture),
            ]
        );
    }

    /// <summary>What a fit found.</summary>
    /// <param name="fit">The fit.</param>
    public static Story Of<TParams>(Fitted<TParams> fit) =>
        Page(
            "What the fit found",
            [new Passage.Prose(EndingWords.Sentence(fit.Reason)), Parameters(fit.State.Parameters), Objective(fit.State), Digest(fit.Trace)]
        );

    /// <summary>Iterates as a table.</summary>
    /// <param name="iterations">The iterates.</param>
    public static Story Of<TParams>(Iterations<TParams> iterations) =>
        Page(
            iterations.States.Count == 0 ? "The run begins" : $"{iterations.Last.Iteration} iterations",
            [
                new Passage.Figures(
                    new(
                        new[] { "iteration", "objective", "residual", "parameters" },
                        iterations
                            .States.Select(state =>
                                (Arr<string>)
                                    new[]
                                    {
                                        $"{state.Iteration}",
                                        NumberFormat.Significant(state.Objective, 10),
                                        NumberFormat.Significant(state.Residual, 2),
                                        Short(state.Parameters),
                                    }
                            )
                            .ToArray()
                    )
                ),
                .. iterations.States.Count > 0
                    ? iterations.Last.Reason.Map(Passage (reason) => new Passage.Prose(EndingWords.Sentence(reason))).AsEnumerable()
                    : [],
            ]
        );

    static Story Page(string title, IEnumerable<Passage> passages) => new(title, new[] { new Chapter("", passages.ToArray()) });

    static Passage Parameters<TParams>(TParams parameters) =>
        parameters is MixtureParameters mixture
            ? new Passage.Figures(
                new(
                    Enumerable.Range(0, mixture.Components).Select(k => $"{k}").Prepend("component").ToArray(),
                    mixture.Groups.SelectMany(group => Rows(mixture, group)).ToArray()
                )
            )
            : new Passage.Working(new[] { $"{parameters}" });

    // A group has a row, or where a component has several numbers a row for each.
    static IEnumerable<Arr<string>> Rows(MixtureParameters mixture, string group)
    {
        var (values, size) = (mixture[group], mixture[group].Count / mixture.Components);
        var words = ParameterNames.Words(group);
        return Enumerable
            .Range(0, size)
            .Select(j => Vector.Of(mixture.Components, k => values[k * size + j]))
            .Select((row, j) => (Arr<string>)AlignedNumbers.Of(row, Digits).Prepend(size == 1 ? words : $"{words}[{j}]").ToArray());
    }

    static string Short<TParams>(TParams parameters) =>
        parameters is MixtureParameters mixture
            ? string.Join(
                ", ",
                mixture.Groups.Select(group =>
                    $"{ParameterNames.Words(group)} {string.Join(' ', AlignedNumbers.Of(mixture[group], Digits))}"
                )
            )
            : $"{parameters}";

    static Passage Objective(IterationState state) =>
        new Passage.Prose(
            $"Objective {NumberText.Shortest(state.Objective)} nats after {state.Iteration} iterations, {state.Evaluations} evaluations."
        );

    static Passage Digest(TraceDigest trace) => new Passage.Prose($"Trace digest {trace}.");
}
