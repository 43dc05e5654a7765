using System.Linq;
using System.Reactive.Linq;
using System.Text.RegularExpressions;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Notebooks;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tables;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Notebooks;

public class FitPageTests
{
    static readonly Mixture _coins = Mixture.Of<Coin>(2);

    [Fact]
    public void A_fit_shows_its_verdict_its_components_and_its_digest()
    {
        var fit = Em.Fit(_coins, Sample.DoBatzoglou, Sample.ArticleStart).OrThrow();
        var page = NotebookHtml.Of(fit);
        Assert.Contains("<p>Converged: by Aitken's estimate, about", page, StringComparison.Ordinal);
        Assert.Contains("<tr><td>theta</td><td>0.79674</td><td>0.51966</td></tr>", page, StringComparison.Ordinal);
        Assert.Contains($"{fit.Trace}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spent_budget_is_told_without_advice_of_the_tool()
    {
        var page = NotebookHtml.Of(Em.Fit(_coins, Sample.DoBatzoglou, Sample.ArticleStart, StopRule.Iterations(3)).OrThrow());
        Assert.Contains("<p>Not converged: the budget of 3 iterations is spent.</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_are_no_mixture_are_shown_as_their_text_escaped()
    {
        var fit = Em.Fit(_coins, Sample.DoBatzoglou, Sample.ArticleStart).OrThrow();
        var other = new Fitted<string>(fit.State.Map(_ => "<b> & \"c\""), fit.Reason, fit.Remaining, fit.Trace);
        Assert.Contains("<pre>&lt;b&gt; &amp; &quot;c&quot;</pre>", NotebookHtml.Of(other), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_whole_fit_has_its_pictures_and_the_numbers_of_the_same_run_without_it()
    {
        var fit = Fit(
            "normal-mixture",
            Rows.Of(
                    [
                        [54.0],
                        [51],
                        [58],
                        [79],
                        [81],
                        [77],
                        [84],
                        [52],
                        [80],
                    ],
                    "waiting"
                )
                .OrThrow(),
            2,
            new() { Starts = 3 }
        );
        var page = NotebookHtml.Of(FitPage.Of(fit));
        Assert.Contains("normal-mixture(components=2", page, StringComparison.Ordinal);
        Assert.Contains($"Trace digest {fit.Run().Trace}.", page, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(page, "<figure ")); // the objective, the density, the responsibilities
        Assert.Equal(page, NotebookHtml.Of(FitPage.Of(fit)));
    }

    [Fact]
    public void A_fit_that_fails_shows_its_error()
    {
        var fit = Fit(
            "normal-mixture",
            Rows.Of(
                    [
                        [54.0],
                        [51],
                        [58],
                        [79],
                    ],
                    "waiting"
                )
                .OrThrow(),
            2,
            new()
        );
        var failing = fit with { Starts = new[] { fit.Starts[0].Map(_ => double.NaN) } };
        Assert.Contains("<p>Failed: ", NotebookHtml.Of(FitPage.Of(failing)), StringComparison.Ordinal);
    }

    [Fact]
    public void Iterates_are_a_table_that_grows_and_says_at_last_why_it_ends()
    {
        var states = Em.Observe(_coins, Sample.DoBatzoglou, Sample.ArticleStart)
            .UntilConverged(StopRule.Iterations(2))
            .ToEnumerable()
            .ToArray();
        var pages = states.Aggregate(
            Arr.create(Iterations<MixtureParameters>.None),
            (all, state) => all.Add(all[^1].And(state)),
            all => all.Map(NotebookHtml.Of).ToArray()
        );
        Assert.Equal([1, 2, 3, 4], pages.Select(page => Regex.Count(page, "<tr>")));
        Assert.Equal(
            [false, false, false, true],
            pages.Select(page => page.Contains("the budget of 2 iterations", StringComparison.Ordinal))
        );
    }

    static ModelFit Fit(string name, Table table, int components, FitOptions options)
    {
        var entry = Registry.Standard.Models.First(model => model.Name == name);
        return (
            from resolved in entry.Resolve(new ModelOption("components", $"{components}"))
            from model in entry.Open(new(table, ColumnChoice.Default, resolved))
            from fit in ModelFit.Of(entry, model, options)
            select fit
        ).OrThrow();
    }
}
