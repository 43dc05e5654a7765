using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Narration;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>A fit among others.</summary>
/// <param name="Options">What sets it apart.</param>
/// <param name="Criteria">How good it is; nothing of one that failed.</param>
/// <param name="Verdict">How it ended, in words.</param>
/// <param name="Saved">The model.</param>
sealed record ComparedFit(Arr<ModelOption> Options, Option<Criteria> Criteria, string Verdict, Option<SavedModel> Saved)
{
    /// <summary>What else is to be said of it, in sentences.</summary>
    public Arr<string> Remarks { get; init; } = Arr<string>.Empty;

    /// <summary>The log-likelihood of rows that its fits have not seen, where it was cross-validated.</summary>
    public Option<CrossValidation> HeldOut { get; init; }

    /// <summary>How it was tested against the next smaller one, where it was.</summary>
    public Option<RatioTest> Ratio { get; init; }

    // Components may have been dropped.
    static string Left(Arr<ModelOption> options, SavedModel saved) =>
        options.Exists(option => option.Name == ModelOptionEntry.Components.Name && option.Value != $"{saved.Settings.Components}")
            ? $", {saved.Settings.Components} left"
            : "";

    // Where a floor is in force, the likelihood is as large as the floor is low.
    static string Floor(RunState<Vector> run) => IsFloored(run) ? ", floor in force" : "";

    static bool IsFloored(RunState<Vector> run) =>
        run.Last.Exists(last => last.State.Diagnostics.Exists(diagnostic => diagnostic is Diagnostic.Floored));

    /// <summary>The verdict up to where its figures begin.</summary>
    public string Brief => Verdict.Replace("failed: ", "failed; ", StringComparison.Ordinal).Split(':')[0];

    /// <summary>Looks at what a fit has found, with its model.</summary>
    /// <param name="candidate">The fit.</param>
    /// <param name="done">What it has found.</param>
    public static ComparedFit Of(Candidate candidate, CandidateFit done)
    {
        if (done.Run.Case is not RunState<Vector> run || done.Saved.Case is not SavedModel saved)
            return new(
                done.Options,
                Option<Criteria>.None,
                $"failed: {done.Error.Match(error => error.ToString(), () => "no iterate")}",
                Option<SavedModel>.None
            );
        Arr<string> remarks = candidate.Fit.SuccessAsEnumerable().SelectMany(fit => Output.Verdict.Remarks(fit.Model, run)).ToArray();
        return new(
            done.Options,
            done.Criteria,
            run.Ending.Match(ending => Output.Verdict.Brief(ending), () => "interrupted")
                + (remarks.IsEmpty ? "" : ", at a saddle")
                + Left(done.Options, saved)
                + Floor(run),
            saved
        )
        {
            Remarks = remarks,
        };
    }
}

/// <summary>Fits side by side, and the best of them.</summary>
sealed record Comparison(IReadOnlyList<ComparedFit> Fits, string Criterion)
{
    /// <summary>What was read of the data.</summary>
    public Option<Modelling.DataDescription> Read { get; init; }

    /// <summary>The fit with the smallest criterion, the first of equals.</summary>
    public Option<ComparedFit> Best =>
        Criterion == Verbs.Contrasts.Criterion ? BestHeldOut : Models.Criteria.Best(Fits, fit => fit.Criteria, Criterion);

    /// <summary>The fit with the largest log-likelihood of rows that it has not seen.</summary>
    Option<ComparedFit> BestHeldOut => Fits.Where(fit => !double.IsNaN(HeldOut(fit))).OrderByDescending(HeldOut).HeadOrNone();

    static double HeldOut(ComparedFit fit) => fit.HeldOut.Map(held => held.LogLikelihood).IfNone(double.NaN);

    static double P(ComparedFit fit) => fit.Ratio.Map(test => test.P).IfNone(double.NaN);

    /// <summary>The best, after a semicolon, where there is one.</summary>
    public string BestSoFar => Best.Match(fit => $"; the best so far: {(this with { Fits = [fit] }).Line}", () => "");

    /// <summary>The first fit in one line.</summary>
    public string Line =>
        Named(Fits[0])
        + Fits[0]
            .Criteria.Match(
                c =>
                    $": {Criterion.ToUpperInvariant()} {Numerics.NumberFormat.Fixed(Criterion == Verbs.Contrasts.Criterion ? HeldOut(Fits[0]) : c[Criterion], 3)}",
                () => ""
            )
        + $", {Fits[0].Brief}";

    /// <summary>Writes the comparison for programs.</summary>
    public void Write(TextWriter to, string format)
    {
        ResultRows.Write(format == "json" ? Table() with { Read = Read } : Table(), to, format);
    }

    static string Named(ComparedFit fit) => string.Join(", ", fit.Options.Select(option => $"{NameOf(option.Name)} = {option.Value}"));

    /// <summary>What an option is called in a table.</summary>
    public static string NameOf(string option) => option == ModelOptionEntry.Components.Name ? "k" : option;

    ResultTable Table()
    {
        Func<int, double> Number(Func<Criteria, double> of) => i => Fits[i].Criteria.Map(of).IfNone(double.NaN);
        IEnumerable<ResultColumn> columns =
        [
            .. Fits[0].Options.Select((option, j) => new ResultColumn(NameOf(option.Name), _ => double.NaN, i => Fits[i].Options[j].Value)),
            new("logLikelihood", Number(c => c.LogLikelihood)),
            new("freedom", Number(c => c.DegreesOfFreedom)),
            new("bic", Number(c => c.Bic)),
            new("aic", Number(c => c.Aic)),
            new("icl", Number(c => c.Icl)),
            new("iclHard", Number(c => c.IclHard)),
            new("entropy", Number(c => c.Entropy)),
            .. Fits.Any(fit => fit.HeldOut.IsSome) ? new[] { new ResultColumn("heldOut", i => HeldOut(Fits[i])) } : [],
            .. Fits.Any(fit => fit.Ratio.IsSome)
                ?
                [
                    new ResultColumn("ratio", i => Fits[i].Ratio.Map(test => test.Ratio).IfNone(double.NaN)),
                    new("p", i => P(Fits[i])),
                    new("samples", i => Fits[i].Ratio.Map(test => (double)test.Ratios.Count).IfNone(double.NaN)),
                ]
                : Array.Empty<ResultColumn>(),
            new("verdict", _ => double.NaN, i => Fits[i].Verdict),
            new("best", _ => double.NaN, i => Best.Exists(best => ReferenceEquals(best, Fits[i])) ? "best" : ""),
        ];
        return new(Fits.Count, [.. columns]);
    }

    /// <summary>What is to be said of all fits together: which is the best, and what the numbers are.</summary>
    public IEnumerable<string> Conclusion()
    {
        yield return Best.Match(
            fit =>
                Criterion == Verbs.Contrasts.Criterion
                    ? $"The largest held-out log-likelihood: {Named(fit)}."
                    : $"The smallest {Criterion.ToUpperInvariant()}: {Named(fit)}.",
            () =>
                Fits.Any(fit => fit.Criteria.IsSome)
                    ? "None is the best: the weights sum to 1 or less, where the penalty df ln n of BIC is not above 0 and the most components would win. "
                        + "A weight says how often a row counts: multiply the weights so that they sum to the number of rows."
                    : "No fit succeeded."
        );
        if (Criterion != Verbs.Contrasts.Criterion && BestHeldOut.Case is ComparedFit held)
            yield return $"The largest held-out log-likelihood: {Named(held)}.";
        foreach (var (fit, remark) in Fits.SelectMany(fit => fit.Remarks.Select(remark => (fit, remark))))
            yield return $"{Named(fit)}: {remark}";
        if (Best.Exists(fit => fit.Verdict.EndsWith("floor in force", StringComparison.Ordinal)))
            yield return "The best has a floor in force: its likelihood is as large as the floor is low, as of values that repeat, and says little of the number of components.";
        if (Fits.Any(fit => fit.HeldOut.IsSome))
            yield return "held-out is the log-likelihood of rows that a fit has not seen, added up over the folds: larger is better.";
        if (Fits.Any(fit => fit.Ratio.IsSome))
            yield return "p is how often -2 ln lambda of k against the next smaller k is as large in samples of the smaller: "
                + "(1 + samples as large) / (1 + samples). A small p speaks for the larger k.";
        yield return "BIC = -2 ln L + df ln n, AIC = -2 ln L + 2 df, ICL = BIC + 2 entropy (rows shared out), ICL-hard = BIC - 2 sum ln max r (rows given whole): "
            + "ln L is the log-likelihood, df the degrees of freedom, n the rows by weight. Of each criterion, smaller is better. The ICL of mclust and flexmix is ICL-hard; mclust prints it, and BIC, with the other sign.";
    }
}
