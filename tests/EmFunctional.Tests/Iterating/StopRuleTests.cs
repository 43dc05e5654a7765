using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Reporting;
using EmFunctional.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using LanguageExt;

namespace EmFunctional.Tests.Iterating;

public class StopRuleTests
{
    [Theory]
    [InlineData("aitken(1e-6)")]
    [InlineData("aitken(1e-6) | iterations(10000)")]
    [InlineData("residual(1e-6).for(3)")]
    [InlineData("(gain(1e-9) | relative(1e-8)) & iterations(10)")]
    [InlineData("gain(1e-9) | relative(1e-8) & evaluations(500)")]
    [InlineData("(aitken(0.001) | gain(0)).for(2).for(3)")]
    public void A_rule_reads_back_from_its_text(string text) => Assert.Equal(text, StopRule.Parse(text).OrThrow().Text);

    [Theory]
    [InlineData(" residual( 1e-6 ) .for(3)|iterations(5) ", "residual(1e-6).for(3) | iterations(5)")]
    [InlineData("((gain(1.0e-3)))", "gain(0.001)")]
    [InlineData("(gain(1) & relative(2)) & residual(3)", "gain(1) & relative(2) & residual(3)")]
    [InlineData("gain(1) | (relative(2) | residual(3))", "gain(1) | relative(2) | residual(3)")]
    public void Spaces_and_needless_parentheses_do_not_matter(string text, string canonical) =>
        Assert.Equal(canonical, StopRule.Parse(text).OrThrow().Text);

    [Theory]
    [InlineData("", 1, "aitken, relative, gain, residual, iterations or evaluations")]
    [InlineData("aitkin(1e-6)", 1, "aitken, relative, gain, residual, iterations or evaluations")]
    [InlineData("aitken", 7, "(")]
    [InlineData("aitken(x)", 8, "a number, 0 or more")]
    [InlineData("aitken(-1)", 8, "a number, 0 or more")]
    [InlineData("iterations(1.5)", 12, "a whole number from 0 to 2147483647")]
    [InlineData("iterations(3000000000)", 12, "a whole number from 0 to 2147483647")]
    [InlineData("aitken(1e-6", 12, ")")]
    [InlineData("gain(1) |", 10, "aitken, relative, gain, residual, iterations or evaluations")]
    [InlineData("gain(1) gain(2)", 9, "| or & or the end")]
    [InlineData("(gain(1)", 9, ")")]
    [InlineData("gain(1).four(2)", 9, "for(n)")]
    [InlineData("gain(1).for(0)", 13, "a whole number from 1 to 2147483647")]
    public void What_cannot_be_read_is_an_error_with_its_column(string text, int column, string expected) =>
        Assert.Equal(new EmError.BadStopRule(text, column, expected), StopRule.Parse(text).Match(Right: _ => null!, Left: e => e));

    [Fact]
    public void Any_rule_reads_back_and_answers_alike()
    {
        Prop.ForAll(
                Arb.From(Rules(3)),
                Arb.From(Gen.Choose(-40, 0).Select(x => x / 8.0).ArrayOf()),
                (rule, objectives) =>
                {
                    var states = Trace.Objectives([.. objectives.Append(0)]);
                    var parsed = StopRule.Parse(rule.Text).OrThrow();
                    return parsed.Text == rule.Text && parsed.Window == rule.Window && parsed.On(states) == rule.On(states);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    static Gen<StopRule> Rules(int depth)
    {
        var limit = Gen.Elements(0, 1e-9, 0.25, 1, 1e3);
        var single = Gen.OneOf(
            limit.Select(StopRule.Aitken),
            limit.Select(StopRule.Relative),
            limit.Select(StopRule.Gain),
            limit.Select(StopRule.Residual),
            Gen.Choose(0, 9).Select(StopRule.Iterations),
            Gen.Choose(0, 9).Select(StopRule.Evaluations)
        );
        if (depth == 0)
            return single;
        var inner = Rules(depth - 1);
        return Gen.OneOf(
            single,
            inner.Two().Select(pair => pair.Item1 | pair.Item2),
            inner.Two().Select(pair => pair.Item1 & pair.Item2),
            inner.SelectMany(rule => Gen.Choose(1, 3).Select(rule.For))
        );
    }

    [Fact]
    public void Budgets_say_that_nothing_converged()
    {
        var reason = StopRule.Iterations(2).On(Trace.Objectives(-3, -2, -1));
        Assert.Equal(new StopReason.Exhausted("iterations", 2, 2), reason);
        Assert.False(reason.Match(r => r.IsConverged, () => true));
        Assert.True(StopRule.Evaluations(4).On(Trace.Objectives(-3, -2, -1)).IsNone);
        Assert.True(StopRule.Evaluations(3).On(Trace.Objectives(-3, -2, -1)).IsSome);
    }

    [Fact]
    public void Gains_are_measured_without_sign()
    {
        Assert.Equal(new StopReason.Converged("gain", 0.5, 1), StopRule.Gain(1).On(Trace.Objectives(-3, -2.5)));
        Assert.True(StopRule.Gain(1).On(Trace.Objectives(-3, -5)).IsNone);
        Assert.True(StopRule.Gain(1).On(Trace.Objectives(-3)).IsNone);
        Assert.Equal(new StopReason.Converged("relative", 0.25, 0.25), StopRule.Relative(0.25).On(Trace.Objectives(-2.5, -2)));
        Assert.True(StopRule.Relative(0.1).On(Trace.Objectives(-2.5, -2)).IsNone);
    }

    [Fact]
    public void Either_or_both_or_several_times()
    {
        var states = Trace.Objectives(-4, -3, -2.5);
        Assert.Equal(new StopReason.Converged("gain", 0.5, 1), (StopRule.Gain(1) | StopRule.Iterations(1)).On(states));
        var both = (StopRule.Gain(1) & StopRule.Iterations(1)).On(states);
        Assert.Equal(new StopReason.Both(new StopReason.Converged("gain", 0.5, 1), new StopReason.Exhausted("iterations", 2, 1)), both);
        Assert.True(both.Match(r => r.IsConverged, () => false));
        Assert.Equal(new StopReason.Held(2, new StopReason.Converged("gain", 0.5, 1)), StopRule.Gain(1).For(2).On(states));
        Assert.True(StopRule.Gain(1).For(3).On(states).IsNone);
        Assert.True(StopRule.Gain(0.75).For(2).On(states).IsNone);
    }

    [Fact]
    public void A_rule_of_ones_own_is_shown_no_more_than_its_window()
    {
        var seen = 0;
        var rule = new StopRule(
            "mine",
            2,
            states =>
            {
                seen = states.Count;
                return Option<StopReason>.None;
            }
        );
        rule.On(Trace.Objectives(1, 2, 3, 4));
        Assert.Equal(2, seen);
    }

    [Fact]
    public void Reasons_are_told_in_words()
    {
        Assert.Equal("converged: aitken 1e-7 is within 1e-6", new StopReason.Converged("aitken", 1e-7, 1e-6).ToString());
        Assert.Equal("stopped, not converged: 5 iterations of 5 are spent", new StopReason.Exhausted("iterations", 5, 5).ToString());
        Assert.Equal("stopped, not converged: 1 iteration of 1 is spent", new StopReason.Exhausted("iterations", 1, 1).ToString());
        Assert.Equal("not converged: the budget of 1 iteration is spent", EndingWords.Of(new StopReason.Exhausted("iterations", 1, 1)));
        Assert.Equal(
            "the objective fell at iteration 3 from -1 to -2, by more than the rounding tolerance of 1e-14",
            new StopReason.Decreased(3, -1, -2, 1e-14).ToString()
        );
        var gain = new StopReason.Converged("gain", 0.5, 1);
        Assert.Equal("converged: gain 0.5 is within 1, 3 times in a row", new StopReason.Held(3, gain).ToString());
        Assert.Equal(
            "converged: gain 0.5 is within 1; and stopped, not converged: 5 iterations of 5 are spent",
            new StopReason.Both(gain, new StopReason.Exhausted("iterations", 5, 5)).ToString()
        );
    }

    [Fact]
    public void What_converges_is_a_criterion_within_its_limit_whatever_else_ends_the_run_with_it()
    {
        StopReason met = new StopReason.Converged("gain", 0.5, 1);
        StopReason spent = new StopReason.Exhausted("iterations", 5, 5);
        StopReason fell = new StopReason.Decreased(3, -1, -2, 1e-14);
        Assert.All(
            [met, new StopReason.Both(met, spent), new StopReason.Both(spent, met), new StopReason.Held(2, met)],
            reason => Assert.True(reason.IsConverged, $"{reason}")
        );
        Assert.All(
            [spent, fell, new StopReason.Both(spent, fell), new StopReason.Held(2, spent)],
            reason => Assert.False(reason.IsConverged, $"{reason}")
        );
    }

    [Fact]
    public void The_default_stops_at_either_an_estimate_or_a_budget() =>
        Assert.Equal("aitken(1e-6) | iterations(10000)", StopRule.Default.Text);

    [Theory]
    [InlineData(100, "")]
    [InlineData(101, "at most 100 parentheses within each other")]
    public void Parentheses_are_nested_a_hundred_deep_at_the_most(int depth, string expected) =>
        Assert.Equal(expected, ExpectedIn(new string('(', depth) + "gain(1)" + new string(')', depth)));

    [Fact]
    public void Parentheses_behind_each_other_are_not_nested() =>
        Assert.Equal("", ExpectedIn(string.Join('|', Enumerable.Repeat("(gain(1))", 150))));

    [Theory]
    [InlineData(1000, "")]
    [InlineData(1001, "at most 1000 rules")]
    public void A_rule_is_of_a_thousand_rules_at_the_most(int count, string expected)
    {
        Assert.Equal(expected, ExpectedIn(string.Join('|', Enumerable.Repeat("gain(1)", count))));
        Assert.Equal(expected, ExpectedIn("gain(1)" + string.Concat(Enumerable.Repeat(".for(1)", count - 1))));
    }

    // What the parser wanted in place of what it found; empty where the text is a rule.
    static string ExpectedIn(string rule) =>
        StopRule.Parse(rule).Match(Right: _ => "", Left: error => error is EmError.BadStopRule bad ? bad.Expected : $"{error}");

    [Theory]
    [InlineData("squarem", "stepLimit")]
    public void An_algorithm_is_found_in_the_version_that_remembers_what_a_run_recorded(string name, string remembered)
    {
        var recorded = Algorithm.Find<double>(name, Arr.create(remembered)).OrThrow();
        Assert.Equal(Arr.create(remembered), MemoryOf(recorded));
        var present = Algorithm.Find<double>(name).OrThrow();
        Assert.NotEqual(Arr.create(remembered), MemoryOf(present));
        Assert.Equal(MemoryOf(present), MemoryOf(Algorithm.Find<double>(name, MemoryOf(present)).OrThrow()));
        Assert.Equal(Arr<string>.Empty, MemoryOf(Algorithm.Find<double>("plain", Arr.create(remembered)).OrThrow()));
    }

    static Arr<string> MemoryOf(Iterate<double> iterate) =>
        iterate(_ => new EmError.NotFinite("objective", double.NaN), Trace.Shrinking.Chart).MemoryNames;

    [Fact]
    public void An_unknown_algorithm_is_named_with_those_there_are()
    {
        var error = Algorithm.Find<double>("sqarem").Match(Right: _ => null!, Left: e => e);
        Assert.Equal(
            new EmError.UnknownName("algorithm", "sqarem", Arr.create("plain", "squarem", "daarem", "quasi-newton", "auto")),
            error
        );
    }
}
