using System.Globalization;
using System.Reactive.Linq;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Runs;
using EmFunctional.Stores.Tests.Support;
using Npgsql;
using Xunit;
using Sample = EmFunctional.Stores.Tests.Support.Sample;

namespace EmFunctional.Stores.Tests;

/// <summary>Journals in PostgreSQL.</summary>
[Collection(ServerTests.Name)]
public sealed class PostgresTests : StoreTests
{
    readonly PostgresServer _server;
    readonly PostgresKeep _keep;

    public PostgresTests(PostgresServer server)
        : this(server, new PostgresKeep(server)) { }

    PostgresTests(PostgresServer server, PostgresKeep keep)
        : base(keep) => (_server, _keep) = (server, keep);

    protected override int LinesOfCopy() =>
        Convert.ToInt32(_keep.Value("select count(*) from em_lines_version_1"), CultureInfo.InvariantCulture);

    static string Refused(string url) => FaultOf(() => JournalStore.Postgres(url).New.Create().OrThrow()).ToString();

    [StoreFact]
    public void A_connection_that_an_administrator_ends_ends_the_run_and_what_is_recorded_is_whole()
    {
        var error = Assert.ThrowsAny<Exception>(() =>
            Recorded
                .Run(_keep.Store.New, Sample.Coins, Sample.Start, Sample.Rule)
                .Do(happened =>
                {
                    if (happened is RunEvent<Numerics.Vector>.Iterated { State.Iteration: 5 })
                        _server.Execute(
                            "postgres",
                            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{_keep.Database}' and pid <> pg_backend_pid()"
                        );
                })
                .Wait()
        );
        Assert.Contains("the server ended the connection", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(7, Sample.Lines(_keep.Place).Length);
        Recorded.Resume(_keep.Place, Sample.Coins).Wait();
        Assert.Equal(Sample.Trace, Sample.TraceOf(_keep.Place));
    }

    [StoreFact]
    public void A_database_that_is_not_there_and_one_that_is_not_in_Unicode_are_told()
    {
        Assert.Contains("\"nosuch\" does not exist", Refused(_server.Url("nosuch")), StringComparison.Ordinal);
        Assert.Contains(
            "is not in UTF-8",
            Refused(_server.Url(_server.Create("encoding SQL_ASCII template template0"))),
            StringComparison.Ordinal
        );
    }

    [StoreFact]
    public void Tables_stand_in_the_schema_that_the_address_names()
    {
        _keep.Execute("create schema own");
        var own = JournalStore.Postgres($"{_keep.Name}?options=-c%20search_path%3Down");
        Recorded.Run(own.New, Sample.Coins, Sample.Start, Sample.Rule).Take(3).Wait();
        Assert.Equal(3L, _keep.Value("select count(*) from own.em_lines"));
        // Locks of one are not those of the other.
        Recorded.Run(_keep.Store.New, Sample.Coins, Sample.Start, Sample.Rule).Take(3).Wait();
        using (own.New.Reopen().OrThrow())
        using (_keep.Place.Reopen().OrThrow()) { }
    }

    [StoreFact]
    public void A_commit_is_on_the_disk_also_where_the_server_would_not_wait()
    {
        _server.Execute("postgres", $"alter database {_keep.Database} set synchronous_commit = off");
        using var writer = _keep.Store.New.Create().OrThrow();
        using var session = new Stores.Postgres.PostgresDatabase(_keep.Name).Open(Access.Write);
        Assert.Equal("on", session.Value("show synchronous_commit"));
    }
}

/// <summary>A server that is down, or goes away.</summary>
[Collection(ServerTests.Name)] // one after the other: a machine has two cores
public sealed class PostgresOutageTests : IDisposable
{
    readonly PostgresServer _server = new();

    public void Dispose() => _server.Dispose();

    [StoreFact]
    public void A_server_that_is_down_is_told()
    {
        var place = JournalStore.At(_server.Url("postgres"));
        _server.Stop(isSudden: false);
        foreach (var open in new Action[] { () => place.Create().OrThrow(), () => place.Open().OrThrow(), () => place.Watch().OrThrow() })
            Assert.Contains("the server does not answer", Assert.Throws<JournalException>(open).Message, StringComparison.Ordinal);
    }

    // A sudden end is that of a loss of power; the other is a restart by an administrator.
    [StoreFact]
    public void A_server_that_goes_away_ends_the_run_and_nothing_that_was_seen_is_lost()
    {
        foreach (var isSudden in new[] { true, false })
        {
            var place = JournalStore.At(_server.Url(_server.Create()));
            var seen = -1;
            var error = Assert.ThrowsAny<Exception>(() =>
                Recorded
                    .Run(place, Sample.Coins, Sample.Start, Sample.Rule)
                    .Do(happened =>
                    {
                        if (happened is not RunEvent<Numerics.Vector>.Iterated iterated)
                            return;
                        seen = iterated.State.Iteration;
                        if (seen == 11)
                            _server.Stop(isSudden);
                    })
                    .Wait()
            );
            Assert.Equal(11, seen);
            Assert.IsType<System.IO.IOException>(error.GetBaseException() as System.IO.IOException ?? error.InnerException);
            _server.Start();
            Assert.Equal(11, Recovery.Of(place, Sample.Coins.Chart, Seals.Checked).OrThrow().Run.Last.Map(last => last.State.Iteration));
            Recorded.Resume(place, Sample.Coins).Wait();
            Assert.Equal(Sample.Trace, Sample.TraceOf(place));
        }
    }

    [StoreFact]
    public void A_run_is_taken_up_after_a_restart_under_its_writer()
    {
        var place = JournalStore.At(_server.Url(_server.Create()));
        using (var writer = place.Create().OrThrow())
        {
            Em.Run(Sample.Coins, Sample.Start, Sample.Rule, new()).Journal(Sample.Coins.Chart, writer.Logger).Take(6).Wait();
            _server.Stop(isSudden: true);
            _server.Start();
            // The claim went with the connection: who had it can write no more, and somebody else can.
            Recorded.Resume(place, Sample.Coins).Wait();
            Assert.ThrowsAny<Exception>(() => writer.Logger.Information("late"));
        }
        Assert.Equal(Sample.Trace, Sample.TraceOf(place));
    }
}
