using System.Globalization;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;
using Serilog.Events;

namespace EmFunctional.Tests.Streams;

public class LogTests
{
    readonly CollectingSink _sink = new();

    [Fact]
    public void Every_iteration_is_written_before_the_subscriber_sees_it()
    {
        Em.Observe(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Sample.ArticleStart)
            .UntilConverged(StopRule.Default)
            .Log(_sink.Logger)
            .Subscribe(state => Assert.Equal(state.Iteration + (state.Reason.IsSome ? 2 : 1), _sink.Events.Count));
        Assert.Equal(12, _sink.Events.Count);
        Assert.All(_sink.Events, e => Assert.Equal(LogEventLevel.Information, e.Level));
        Assert.Single(_sink.Events.SkipLast(1).Select(e => e.MessageTemplate.Text).Distinct());
        Assert.Equal(
            "Iteration 1 log-likelihood -31.859257948227352 residual 0.03227980068147851 evaluations 2 "
                + "parameters theta [0.7130122354005162, 0.5813393083136627], mixing weights [0.5, 0.5]",
            _sink.Events[1].RenderMessage(CultureInfo.InvariantCulture)
        );
        Assert.Equal(new ScalarValue(-31.859257948227352), _sink.Events[1].Properties["Objective"]);
    }

    [Fact]
    public void The_ending_is_written_with_the_reason_that_the_last_state_has()
    {
        var rule = StopRule.Aitken(1e-6) | StopRule.Iterations(3);
        var last = Em.Observe(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Sample.ArticleStart).UntilConverged(rule).Log(_sink.Logger).Wait();
        Assert.Equal(new StopReason.Exhausted("iterations", 3, 3), last.Reason);
        Assert.Equal(Em.Fit(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Sample.ArticleStart, rule).OrThrow().Reason, last.Reason);
        Assert.Equal(
            $"The run ends at iteration 3: {last.Reason.IfNone(() => null!)}",
            _sink.Events[^1].RenderMessage(CultureInfo.InvariantCulture)
        );
        Assert.Single(_sink.Events, e => e.Properties.ContainsKey("Reason"));
    }

    [Fact]
    public void Findings_are_warnings_and_failures_errors()
    {
        Em.Observe(Mixture.Of<Coin>(2), Sample.DoBatzoglou, Make.Coins(0.4, 0.4).OrThrow()).Take(2).Log(_sink.Logger).Subscribe();
        Assert.Equal([LogEventLevel.Warning, LogEventLevel.Warning], _sink.Events.Select(e => e.Level));
        Assert.Contains(
            "components 0 and 1 coincide",
            _sink.Events[1].RenderMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal
        );
        Em.Observe(Mixture.Of<Coin>(6), Sample.DoBatzoglou, Sample.ArticleStart).Log(_sink.Logger).Subscribe(_ => { }, _ => { });
        Assert.Equal(LogEventLevel.Error, _sink.Events[^1].Level);
        Assert.IsType<EmException>(_sink.Events[^1].Exception);
    }
}
