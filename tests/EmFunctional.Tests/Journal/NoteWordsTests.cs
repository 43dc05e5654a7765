using EmFunctional.Journal;

namespace EmFunctional.Tests.Journal;

/// <summary>What people read of lines that are of no run.</summary>
public class NoteWordsTests
{
    [Theory]
    [InlineData(true, 1, "worker host:7100 joined: 1 worker now")]
    [InlineData(true, 2, "worker host:7100 joined: 2 workers now")]
    [InlineData(false, 0, "worker host:7100 is lost, and it was the last")]
    [InlineData(false, 1, "worker host:7100 is lost: 1 worker now, which goes on with its rows")]
    [InlineData(false, 3, "worker host:7100 is lost: 3 workers now, which go on with its rows")]
    public void Workers_that_come_and_are_lost(bool isThere, int workers, string words) =>
        Assert.Equal(words, $"{new WorkerNote(default, "host:7100", isThere, workers)}");

    [Fact]
    public void Who_recorded_a_run_where() =>
        Assert.Equal(
            "recorded by ann on host, in the folder /runs, by: em fit coins flips.csv",
            $"{new Provenance("ann", "host", "/runs", "em fit coins flips.csv")}"
        );

    [Theory]
    [InlineData("em fit --journal postgres://ann:secret@host/runs", "em fit --journal postgres://ann:***@host/runs")]
    [InlineData("em fit a@b:c.csv https://host/x", "em fit a@b:c.csv https://host/x")]
    [InlineData("em copy a://b:c@d e://f:g@h", "em copy a://b:***@d e://f:***@h")]
    public void Passwords_in_addresses_are_left_out(string command, string told) =>
        Assert.Equal(told, Provenance.OfThisProcess(command).Command);

    [Fact]
    public void Of_this_process_is_told_where_it_runs()
    {
        var told = Provenance.OfThisProcess();
        Assert.Equal((Environment.CurrentDirectory, Environment.UserName), (told.Folder, told.User));
        Assert.NotEqual("", told.Command);
    }

    [Fact]
    public void Where_a_recomputation_departs()
    {
        var found = new Discrepancy(7, 3, "theta", "1", "2");
        Assert.Equal("iteration 3, theta: recorded 1, recomputed 2 (line 7)", $"{found}");
        Assert.Equal("sample 3, theta: recorded 1, recomputed 2 (line 7)", $"{found with { IsOfSample = true }}");
    }
}
