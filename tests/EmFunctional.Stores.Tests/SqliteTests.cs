using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Reactive.Linq;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Recorder;
using EmFunctional.Stores.Sqlite;
using EmFunctional.Stores.Tests.Support;
using Xunit;
using Sample = EmFunctional.Stores.Tests.Support.Sample;

namespace EmFunctional.Stores.Tests;

/// <summary>Journals in a file of SQLite.</summary>
public sealed class SqliteTests : StoreTests
{
    readonly SqliteKeep _keep;

    public SqliteTests()
        : this(new SqliteKeep()) { }

    SqliteTests(SqliteKeep keep)
        : base(keep) => _keep = keep;

    protected override int LinesOfCopy()
    {
        using var connection = _keep.Connect(_keep.Path + ".version-1");
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from em_lines";
        return (int)(long)command.ExecuteScalar()!;
    }

    string Refused() => FaultOf(() => Recorded.Run(_keep.Store.New, Sample.Coins, Sample.Start, Sample.Rule).Wait()).ToString();

    [StoreFact]
    public void A_file_that_is_no_database_is_left_as_it_is()
    {
        File.WriteAllText(_keep.Path, string.Join('\n', System.Linq.Enumerable.Repeat("this is a text", 1000)));
        var before = File.ReadAllBytes(_keep.Path);
        Assert.Contains("no database of SQLite", Refused(), StringComparison.Ordinal);
        Assert.Contains("no database of SQLite", FaultOf(() => _keep.Store.Runs().OrThrow()).ToString(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_keep.Path));
    }

    [StoreFact]
    public void A_database_of_something_else_is_left_as_it_is()
    {
        _keep.Execute("create table songs (name)");
        Assert.Contains("a database of something else", Refused(), StringComparison.Ordinal);
        Assert.Contains("has no journals", FaultOf(() => _keep.Store.Runs().OrThrow()).ToString(), StringComparison.Ordinal);
    }

    [StoreFact]
    public void A_database_that_another_program_has_locked_is_told()
    {
        Recorded.Run(_keep.Store.New, Sample.Coins, Sample.Start, Sample.Rule).Take(4).Wait();
        var impatient = new StoredJournal(new SqliteDatabase(_keep.Path) { Seconds = 1 }, null);
        using (var other = _keep.Connect())
        using (other.BeginTransaction()) // writes
        {
            var error = Assert.ThrowsAny<Exception>(() => Recorded.Resume(impatient, Sample.Coins).Wait());
            Assert.Contains("another program has locked the database", error.GetBaseException().ToString(), StringComparison.Ordinal);
            Assert.Equal(4, Sample.Lines(_keep.Place).Length); // which can still be read
        }
        Recorded.Resume(_keep.Place, Sample.Coins).Wait();
        Assert.Equal(Sample.Trace, Sample.TraceOf(_keep.Place));
    }

    // A limit of the size of files stands for the disk. The runtime maps a large file of its own unless it is told to do without.
    [StoreFact]
    public void A_full_disk_ends_the_run_with_the_error_and_what_was_seen_is_whole()
    {
        var recorder = Path.Combine(AppContext.BaseDirectory, "EmFunctional.Recorder.dll");
        var call = new ProcessStartInfo(
            "bash",
            ["-c", "trap '' XFSZ; ulimit -f 600; exec dotnet \"$0\" coins \"$1\"", recorder, _keep.Name]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        call.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(call)!;
        var error = process.StandardError.ReadToEndAsync();
        var seen = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("reading or writing the disk failed; it may be full", error.Result, StringComparison.Ordinal);
        var (problem, start) = Problems.Of("coins");
        var last = Recovery.Of(_keep.Place, problem.Chart, Seals.Checked).OrThrow().Run;
        Assert.True(last.Ending.IsNone && last.Last.IsSome);
        Assert.True(last.Last.Map(at => at.State.Iteration).IfNone(-1) >= int.Parse(seen[^1], CultureInfo.InvariantCulture));
        Recorded.Resume(_keep.Place, problem).Wait();
        Assert.Equal(Sample.TraceOf(Em.Events(problem, start, Problems.Rule)), Sample.TraceOf(_keep.Place));
    }

    [StoreFact]
    public void A_folder_no_folder_and_no_name_are_told()
    {
        string Of(string path) => FaultOf(() => JournalStore.Sqlite(path).New.Create().OrThrow()).ToString();
        Assert.Contains("this is a folder", Of(_keep.Folder), StringComparison.Ordinal);
        Assert.Contains("there is no such folder", Of(Path.Combine(_keep.Folder, "no", "runs.db")), StringComparison.Ordinal);
        Assert.All(new[] { "", ":memory:", "file:runs.db" }, name => Assert.Contains("name a file", Of(name), StringComparison.Ordinal));
        Assert.Contains("there is no such store", FaultOf(() => _keep.Store.Runs().OrThrow()).ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_keep.Path)); // who reads makes nothing
    }

    [StoreFact]
    public void A_damaged_database_is_told()
    {
        for (var number = 0; number < 3; number++)
            Recorded.Run(_keep.Store.New, Sample.Coins, Sample.Start, Iterating.StopRule.Iterations(100 + number)).Wait();
        using (var file = File.OpenWrite(_keep.Path))
        {
            file.Position = 4096;
            file.Write(new byte[file.Length - 4096]);
        }
        Assert.Contains("damaged", FaultOf(() => _keep.Store.Runs().OrThrow()).ToString(), StringComparison.Ordinal);
    }
}
