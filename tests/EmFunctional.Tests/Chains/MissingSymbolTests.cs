using System.Linq;
using EmFunctional.Tests.Support;

namespace EmFunctional.Tests.Chains;

/// <summary>Symbols that are missing, in every verb.</summary>
public sealed class MissingSymbolTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Every_verb_takes_sequences_with_gaps()
    {
        var rows = Enumerable
            .Range(0, 40)
            .Select(i => $"{(i < 25 ? "s" : "t")},{(i % 7 == 3 ? "NA" : i % 11 == 5 ? "" : "xyz"[i * i % 3])}");
        _tool.Write("gaps.csv", "sequence,seen\n" + string.Join('\n', rows) + "\n");
        string Run(params string[] arguments)
        {
            var result = _tool.Run(arguments);
            Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result.ExitCode} {result.Error}");
            return result.Out;
        }
        Run("fit", "hmm", "gaps.csv", "--save", "model.json", "--journal", "run.clef", "--stop", "iterations(4)");
        Assert.StartsWith("identical, 4 iterations", Run("verify", "run.clef", "gaps.csv"));
        Run("resume", "run.clef", "gaps.csv", "--stop", "iterations(2)");
        Run("replay", "run.clef");
        Assert.Equal(41, Run("predict", "model.json", "gaps.csv").TrimEnd().Split('\n').Length);
        Run("score", "model.json", "gaps.csv");
        Run("sample", "model.json", "-n", "5");
        Run("select", "hmm", "gaps.csv", "-k", "1-3");
        Run("plot", "run.clef", "--data", "gaps.csv", "-o", "run.svg");
        var story = Run("explain", "hmm", "gaps.csv", "--stop", "iterations(4)");
        Assert.Contains("· is missing", story);
        Assert.DoesNotContain("which shows :", story);
        Run("explain", "hmm", "gaps.csv", "--stop", "iterations(4)", "-o", "story.html");
    }

    [Fact]
    public void A_first_symbol_and_a_whole_sequence_may_be_missing()
    {
        _tool.Write("gaps.csv", "sequence,seen\na,NA\na,u\na,v\nb,NA\nb,NA\nc,u\nc,u\n");
        Assert.Equal(0, _tool.Run("fit", "hmm", "gaps.csv", "--stop", "iterations(3)").ExitCode);
        Assert.Equal(0, _tool.Run("explain", "hmm", "gaps.csv", "--stop", "iterations(3)").ExitCode);
    }
}
