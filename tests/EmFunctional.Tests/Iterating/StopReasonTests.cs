using EmFunctional.Iterating;

namespace EmFunctional.Tests.Iterating;

public class StopReasonTests
{
    static readonly StopReason _met = new StopReason.Converged("gain", 0.25, 0.5);
    static readonly StopReason _spent = new StopReason.Exhausted("iterations", 3, 4);
    static readonly StopReason _fell = new StopReason.Decreased(7, -1, -1.5, 0.25);

    [Fact]
    public void It_has_converged_where_a_criterion_is_met_by_itself_or_in_what_it_is_made_of()
    {
        Assert.True(_met.IsConverged);
        Assert.False(_spent.IsConverged);
        Assert.False(_fell.IsConverged);
        Assert.True(new StopReason.Both(_met, _spent).IsConverged);
        Assert.True(new StopReason.Both(_spent, _met).IsConverged);
        Assert.False(new StopReason.Both(_spent, _fell).IsConverged);
        Assert.True(new StopReason.Held(2, _met).IsConverged);
        Assert.False(new StopReason.Held(2, _spent).IsConverged);
    }

    [Fact]
    public void It_is_told_in_words_with_its_figures()
    {
        Assert.Equal("converged: gain 0.25 is within 0.5", $"{_met}");
        Assert.Equal(
            "converged as far as rounding lets it: the objective rises no more and wanders by 1e-9, within the rounding tolerance of 2e-9",
            $"{new StopReason.Converged("rounding", 1e-9, 2e-9)}"
        );
        Assert.Equal("stopped, not converged: 3 iterations of 4 are spent", $"{_spent}");
        Assert.Equal("stopped, not converged: 1 evaluation of 1 is spent", $"{new StopReason.Exhausted("evaluations", 1, 1)}");
        Assert.Equal("the stream ended after 1 batch", $"{new StopReason.Exhausted(StopReason.Exhausted.Stream, 1, 1)}");
        Assert.Equal("the stream ended after 2 batches", $"{new StopReason.Exhausted(StopReason.Exhausted.Stream, 2, 2)}");
        Assert.Equal(
            "converged: gain 0.25 is within 0.5; and stopped, not converged: 3 iterations of 4 are spent",
            $"{new StopReason.Both(_met, _spent)}"
        );
        Assert.Equal("converged: gain 0.25 is within 0.5, 3 times in a row", $"{new StopReason.Held(3, _met)}");
        Assert.Equal("the objective fell at iteration 7 from -1 to -1.5, by more than the rounding tolerance of 0.25", $"{_fell}");
    }
}
