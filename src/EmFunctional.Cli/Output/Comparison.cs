using System.Collections.Generic;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
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
    // Components may have been dropped.
    static string Left(Arr<ModelOption> options, SavedModel saved) =>
        options.Exists(option => option.Name == ModelOptionEntry.Components.Name && option.Value != $"{saved.Settings.Components}")
            ? $", {saved.Settings.Components} left"
            : "";

    /// <summary>The verdict up to where its figures begin.</summary>
    public string Brief => Verdict.Replace("failed: ", "failed; ", StringComparison.Ordinal).Split(':')[0];

    public static ComparedFit Failed(Arr<ModelOption> options, string why) =>
        new(options, Option<Criteria>.None, $"failed: {why}", Option<SavedModel>.None);

    public static ComparedFit Of(Arr<ModelOption> options, FitRequest request, RunState<Vector> run, SavedModel saved)
    {
        var fit = saved.Fit.IfNone(() => throw new InvalidOperationException("a run without a record"));
        var logLikelihood = fit.Objective - request.Model.LogPrior(saved);
        return new(
            options,
            new Criteria(logLikelihood, fit.Freedom, request.Model.Size, request.Model.Entropy(saved)),
            run.Ending.Match(ending => Output.Verdict.Brief(ending), () => "interrupted") + Left(options, saved),
            saved
        );
    }
}

/// <summary>Fits side by side, the best of them marked.</summary>
sealed record Comparison(IReadOnlyList<ComparedFit> Fits, string Criterion)
{
    /// <summary>The fit with the smallest criterion, the first of equals.</summary>
    public Option<ComparedFit> Best =>
        Fits.Where(fit => fit.Criteria.IsSome).OrderBy(fit => fit.Criteria.Map(Value).IfNone(double.NaN)).HeadOrNone();

    double Value(Criteria criteria) =>
        Criterion switch
        {
            "aic" => criteria.Aic,
            "icl" => criteria.Icl,
            _ => criteria.Bic,
        };

    public void Write(TextWriter to, string format)
    {
        if (format == "csv")
            Table().WriteCsv(to);
        else if (format == "json")
            Table().WriteJson(to);
        else
            WriteLines(to);
    }

    static string NameOf(string option) => option == ModelOptionEntry.Components.Name ? "k" : option;

    ResultTable Table()
    {
        Func<int, double> Number(Func<Criteria, double> of) => i => Fits[i].Criteria.Map(of).IfNone(double.NaN);
        IEnumerable<ResultColumn> columns =
        [
            .. Fits[0].Options.Select((option, j) => new ResultColumn(NameOf(option.Name), _ => double.NaN, i => Fits[i].Options[j].Value)),
            new("logLikelihood", Number(c => c.LogLikelihood)),
            new("freedom", Number(c => c.Freedom)),
            new("bic", Number(c => c.Bic)),
            new("aic", Number(c => c.Aic)),
            new("icl", Number(c => c.Icl)),
            new("entropy", Number(c => c.Entropy)),
            new("verdict", _ => double.NaN, i => Fits[i].Verdict),
            new("best", _ => double.NaN, i => Best.Exists(best => ReferenceEquals(best, Fits[i])) ? "best" : ""),
        ];
        return new(Fits.Count, [.. columns]);
    }

    void WriteLines(TextWriter to)
    {
        static string Shown(double value) => Explaining.Shown.Fixed(value, 3);
        var best = Best;
        var width = 2 + Fits.Max(fit => fit.Brief.Length);
        var lines = Fits.Select(fit =>
            fit.Options.Map(option => option.Value)
                .AddRange(
                    fit.Criteria.Match(
                        c => new[] { Shown(c.LogLikelihood), $"{c.Freedom}", Shown(c.Bic), Shown(c.Aic), Shown(c.Icl), Shown(c.Entropy) },
                        () => ["", "", "", "", "", ""]
                    )
                )
                .Add(((best.Exists(b => ReferenceEquals(b, fit)) ? "* " : "  ") + fit.Brief).PadRight(width))
        );
        Arr<string> headings = Fits[0]
            .Options.Map(option => NameOf(option.Name))
            .AddRange(["log-likelihood", "df", "BIC", "AIC", "ICL", "entropy", "  verdict".PadRight(width)]);
        foreach (var line in new TextTable(headings, lines.ToArray()).Lines)
            to.WriteLine(line.TrimEnd());
        to.WriteLine();
        to.WriteLine(
            best.Match(
                fit =>
                    $"* the smallest {Criterion.ToUpperInvariant()}: {string.Join(", ", fit.Options.Select(option => $"{NameOf(option.Name)} = {option.Value}"))}.",
                () => "No fit succeeded."
            )
        );
        to.WriteLine(
            "BIC = -2 ln L + df ln n, AIC = -2 ln L + 2 df, ICL = BIC + 2 entropy: of each, smaller is better. mclust prints BIC and ICL with the other sign."
        );
    }
}
