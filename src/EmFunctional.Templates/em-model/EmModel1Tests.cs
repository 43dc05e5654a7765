using System.Runtime.CompilerServices;
using EmFunctional;
using EmFunctional.Iterating;
using EmFunctional.Streams;
using EmFunctional.Testing;
using EmFunctional.Testing.Laws;
using Xunit;

namespace EmModel1;

public class Tests
{
    [Fact]
    public void The_model_obeys_the_laws_of_EM() => Assert.Empty(EmLaws.Check(Model.Instance, Model.People, seed: 1).Broken);

    /// <summary>The trace is the one that was looked at and accepted: rename trace.received.txt to trace.verified.txt to accept another.</summary>
    [Fact]
    public async Task The_trace_is_as_accepted()
    {
        var states = new List<IterationState<EmFunctional.Numerics.Vector>>();
        await foreach (var state in Em.EnumerateAsync(Model.Instance, Model.People, Model.Start).UntilConverged(StopRule.Default))
            states.Add(state);
        var trace = NumericTrace.Of(Model.Instance.Chart, states);
        var (verified, received) = (Beside("trace.verified.txt"), Beside("trace.received.txt"));
        var expected = File.Exists(verified) ? NumericTrace.FindIn(File.ReadAllText(verified)) : default;
        File.WriteAllText(received, trace.ToText());
        var difference = expected.Match(
            Some: accepted => trace.FindDivergence(accepted, Tolerances.Within(1e-12)).Match(found => found.ToString(), () => ""),
            None: () => "there is no trace.verified.txt"
        );
        Assert.Equal("", difference);
        File.Delete(received);
    }

    static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
