using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Inference;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Tests.Support;
using LanguageExt;

namespace EmFunctional.Tests.Resampling;

/// <summary>Bootstraps with a journal, in code.</summary>
public sealed class RecordedBootstrapTests : IDisposable
{
    static readonly BootstrapPlan _plan = new(9, BootstrapKind.Rows, 3, new(0.9, IsCorrected: false));

    readonly JournalFolder _folder = new();
    readonly Refit _refit = BootstrapTests.Fitted("normal-mixture", BootstrapTests.Sample("faithful"), ("components", "2"));

    public void Dispose() => _folder.Dispose();

    string Journal(params string[] lines)
    {
        var path = _folder.PathTo($"{Guid.NewGuid()}.clef");
        if (lines.Length > 0)
            File.WriteAllLines(path, lines);
        else
            Recorded.Run(path, _refit.Fit).Wait();
        return path;
    }

    BootstrapSample[] Samples(string path, BootstrapPlan? plan = null, int most = int.MaxValue) =>
        [.. Recorded.Bootstrap(path, _refit, plan ?? _plan).Take(most).ToEnumerable()];

    static JournalSamples Read(string path)
    {
        using var stream = File.OpenRead(path);
        var lines = JournalReader.Read(stream);
        Assert.All(lines, line => Assert.True(line.IsRight));
        return lines.Samples.IfNone(() => throw new InvalidOperationException());
    }

    JournalError FaultOf(string path, Refit refit) =>
        Assert.Throws<JournalException>(() => Recorded.Bootstrap(path, refit, _plan).Wait()).Error;

    [Fact]
    public void One_that_was_cut_off_goes_on_to_the_same_bits()
    {
        var path = Journal();
        var whole = Em.Bootstrap(Bootstrapping.Of(_refit, BootstrapKind.Rows).OrThrow(), 9, 3).ToEnumerable().ToArray();
        Assert.Equal(whole.Take(4), Samples(path, most: 4));
        var before = File.ReadAllLines(path);
        Assert.Equal(whole, Samples(path));
        Assert.Equal(before, File.ReadLines(path).Take(before.Length));
        var run = _refit.Saved.Fit.Bind(fit => fit.Run).IfNone(default(Hash256));
        var read = Read(path);
        Assert.Equal(_plan, read.Plan);
        Assert.Equal(whole, read.OfRun(run).Map(recorded => recorded.Sample));
        Assert.Equal(before.Length + 5, read.OfRun(run)[^1].Line);
        // What is there is not computed, and not written, again.
        Assert.Equal(whole, Samples(path));
        Assert.Equal(before.Length + 5, File.ReadLines(path).Count());
    }

    [Fact]
    public void Another_bootstrap_begins_anew()
    {
        var path = Journal();
        var first = Samples(path, most: 2);
        var other = Samples(path, _plan with { Seed = 4, Samples = 2 });
        Assert.NotEqual(first.Select(sample => sample.Parameters), other.Select(sample => sample.Parameters));
        Assert.Equal(4ul, Read(path).Plan.Seed);
    }

    [Fact]
    public void It_is_of_a_run_that_has_ended_with_the_same_numbers()
    {
        var path = Journal();
        Assert.IsType<JournalError.Interrupted>(FaultOf(Journal([.. File.ReadLines(path).Take(4)]), _refit));
        var saved = _refit.Saved with { Parameters = Vector.Of(_refit.Saved.Parameters.Count, i => _refit.Saved.Parameters[i] * 1.5) };
        Assert.IsType<JournalError.Other>(FaultOf(path, _refit with { Saved = saved }));
        Assert.DoesNotContain("bootstrapped", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Number\":2,", "\"Number\":3,", "sample 3 where sample 2 belongs")]
    [InlineData("\"Number\":2,", "\"Number\":12,", "sample 12 of 9")]
    [InlineData("\"Event\":\"bootstrapped\"", "\"Event\":\"signed\"", "Key")]
    [InlineData("\"Level\":0.9", "\"Level\":null", "Level cannot be read")]
    [InlineData("\"Drawn\":\"rows\"", "\"Drawn\":\"cells\"", "Drawn cannot be read")]
    public void A_line_that_does_not_follow_is_told(string was, string becomes, string what)
    {
        var path = Journal();
        Samples(path, most: 4);
        File.WriteAllText(path, File.ReadAllText(path).Replace(was, becomes, StringComparison.Ordinal));
        using var stream = File.OpenRead(path);
        Assert.Contains(
            what,
            JournalReader.Read(stream, Seals.Ignored).Last().Match(_ => "", error => $"{error}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_sample_that_was_changed_is_found_by_computing_it_anew()
    {
        var path = Journal();
        Samples(path, most: 3);
        var run = _refit.Saved.Fit.Bind(fit => fit.Run).IfNone(default(Hash256));
        var (bootstrap, samples) = (Bootstrapping.Of(_refit, BootstrapKind.Rows).OrThrow(), Read(path).OfRun(run));
        Assert.Equal(Option<Discrepancy>.None, RecordedBootstrap.Prove(samples, _plan, bootstrap));
        Option<Discrepancy> Changed(Func<BootstrapSample, BootstrapSample> change) =>
            RecordedBootstrap.Prove(
                samples.Map(one => one.Sample.Number == 1 ? one with { Sample = change(one.Sample) } : one),
                _plan,
                bootstrap
            );
        var number = Changed(sample =>
            sample with
            {
                Parameters = sample.Parameters.Map(at => Vector.Of(at.Count, i => i == 2 ? Math.BitIncrement(at[i]) : at[i])),
            }
        );
        Assert.Contains("sample 1, mean[0]: recorded ", $"{number}", StringComparison.Ordinal);
        Assert.Contains("1 ulp apart", $"{number}", StringComparison.Ordinal);
        Assert.Contains("not converged", $"{Changed(sample => sample with { IsConverged = false })}", StringComparison.Ordinal);
        Assert.Contains(
            "recorded nothing (Decreased), recomputed 6 numbers",
            $"{Changed(sample => sample with { Parameters = Option<Vector>.None, Error = new EmError.Recorded("Decreased", "it fell") })}",
            StringComparison.Ordinal
        );
    }
}
