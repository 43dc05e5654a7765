using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using EmFunctional.Stores.Postgres;
using LanguageExt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace EmFunctional.Cluster.Stores;

/// <summary>
/// A list of processes in PostgreSQL: a row for each process, and the version of the list, which every change moves on by one. A change that began from an
/// older version is refused, and its process looks again.
/// </summary>
sealed class PostgresMembers(NpgsqlDataSource database, string cluster) : IMembershipTable
{
    // Two processes that make the tables at once would be in each other's way.
    const string Tables = """
        select pg_advisory_xact_lock(7235100);
        create table if not exists em_clusters (cluster text primary key, version integer not null);
        create table if not exists em_cluster_members (
          cluster text not null, silo text not null, etag integer not null, entry text not null, alive timestamptz not null,
          primary key (cluster, silo));
        insert into em_clusters values (@cluster, 0) on conflict do nothing
        """;
    const string Select = """
        select version, etag, entry, alive from em_clusters left join em_cluster_members using (cluster)
        where cluster = @cluster
        """;
    const string Advance = "update em_clusters set version = version + 1 where cluster = @cluster and version = @version";

    public static async Task<Option<EmError>> Fault(PostgresUrl url, CancellationToken end)
    {
        var options = url.Options(Environment.GetEnvironmentVariable);
        if (options.Case is string fault)
            return Kept.Unreachable(url.Name, fault);
        try
        {
            await using var connection = new NpgsqlConnection($"{options.Case}");
            await connection.OpenAsync(end);
            return Option<EmError>.None;
        }
        catch (DbException error)
        {
            return Kept.Unreachable(url.Name, (error.InnerException ?? error).Message);
        }
    }

    public static void AddTo(ISiloBuilder silo, PostgresUrl url)
    {
        var options = url.Options(Environment.GetEnvironmentVariable).IfLeft(fault => throw new ArgumentException(fault));
        options.Pooling = true;
        silo.Services.AddSingleton(_ => NpgsqlDataSource.Create(options));
        silo.Services.AddSingleton<IMembershipTable>(services => new PostgresMembers(
            services.GetRequiredService<NpgsqlDataSource>(),
            services.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId
        ));
    }

    public async Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = Command(connection, Tables, []))
            await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    public Task DeleteMembershipTableEntries(string clusterId) =>
        Change([("delete from em_cluster_members where cluster = @cluster", []), ("delete from em_clusters where cluster = @cluster", [])]);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) =>
        Change([
            (
                "delete from em_cluster_members where cluster = @cluster and alive < @before and (entry::json ->> 'Status')::integer = @dead",
                [("before", beforeDate.UtcDateTime), ("dead", (int)SiloStatus.Dead)]
            ),
        ]);

    public Task<MembershipTableData> ReadRow(SiloAddress key) => Read(" and silo = @silo", ("silo", key.ToParsableString()));

    public Task<MembershipTableData> ReadAll() => Read("");

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        Changed(
            tableVersion,
            "insert into em_cluster_members values (@cluster, @silo, 0, @entry, @alive) on conflict do nothing",
            [.. Values(entry)]
        );

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        Changed(
            tableVersion,
            "update em_cluster_members set etag = etag + 1, entry = @entry, alive = @alive where cluster = @cluster and silo = @silo and etag = @etag",
            [.. Values(entry), ("etag", int.Parse(etag, CultureInfo.InvariantCulture))]
        );

    public Task UpdateIAmAlive(MembershipEntry entry) =>
        Change([("update em_cluster_members set alive = @alive where cluster = @cluster and silo = @silo", Values(entry)[..2])]);

    Task<bool> Changed(TableVersion version, string statement, (string, object)[] values) =>
        Change([(Advance, [("version", version.Version - 1)]), (statement, values)]);

    // All of them, or none where one changes no row.
    async Task<bool> Change((string Statement, (string, object)[] Values)[] steps)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var (statement, values) in steps)
        {
            await using var command = Command(connection, statement, values);
            if (await command.ExecuteNonQueryAsync() == 0)
                return false;
        }
        await transaction.CommitAsync();
        return true;
    }

    async Task<MembershipTableData> Read(string which, params (string, object)[] values)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = Command(connection, Select + which, values);
        await using var rows = await command.ExecuteReaderAsync();
        var (members, version) = (new List<Tuple<MembershipEntry, string>>(), 0);
        while (await rows.ReadAsync())
        {
            version = rows.GetInt32(0);
            if (!await rows.IsDBNullAsync(1))
                members.Add(new(Entry.Read(rows.GetString(2), rows.GetDateTime(3)), $"{rows.GetInt32(1)}"));
        }
        return new(members, new TableVersion(version, $"{version}"));
    }

    NpgsqlCommand Command(NpgsqlConnection connection, string statement, (string Name, object Value)[] values)
    {
        var command = new NpgsqlCommand(statement, connection);
        command.Parameters.AddWithValue("cluster", cluster);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    static (string, object)[] Values(MembershipEntry entry) =>
        [
            ("silo", entry.SiloAddress.ToParsableString()),
            ("alive", DateTime.SpecifyKind(entry.IAmAliveTime, DateTimeKind.Utc)),
            ("entry", Entry.Of(entry)),
        ];

    // An entry as it is kept.
    sealed record Entry(string Silo, string Name, string Host, int Status, int Gateway, DateTime Started, Suspicion[] Suspicions)
    {
        public static string Of(MembershipEntry entry) =>
            JsonSerializer.Serialize(
                new Entry(
                    entry.SiloAddress.ToParsableString(),
                    entry.SiloName,
                    entry.HostName,
                    (int)entry.Status,
                    entry.ProxyPort,
                    entry.StartTime,
                    [.. (entry.SuspectTimes ?? []).Select(by => new Suspicion(by.Item1.ToParsableString(), by.Item2))]
                )
            );

        public static MembershipEntry Read(string text, DateTime alive)
        {
            var kept = JsonSerializer.Deserialize<Entry>(text)!;
            return new()
            {
                SiloAddress = SiloAddress.FromParsableString(kept.Silo),
                SiloName = kept.Name,
                HostName = kept.Host,
                Status = (SiloStatus)kept.Status,
                ProxyPort = kept.Gateway,
                StartTime = kept.Started,
                IAmAliveTime = alive,
                SuspectTimes = [.. kept.Suspicions.Select(by => Tuple.Create(SiloAddress.FromParsableString(by.By), by.At))],
            };
        }
    }

    sealed record Suspicion(string By, DateTime At);
}
