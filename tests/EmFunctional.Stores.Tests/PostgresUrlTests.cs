using System.Collections.Generic;
using EmFunctional.Journal;
using EmFunctional.Stores.Postgres;
using Npgsql;
using Xunit;

namespace EmFunctional.Stores.Tests;

/// <summary>Addresses of PostgreSQL, with and without its variables. No server is needed.</summary>
public class PostgresUrlTests
{
    static NpgsqlConnectionStringBuilder Of(string url, params (string Name, string Value)[] variables)
    {
        var all = new Dictionary<string, string>();
        foreach (var (name, value) in variables)
            all[name] = value;
        return PostgresUrl.Parse(url).Options(all.GetValueOrDefault).IfLeft(fault => throw new InvalidOperationException(fault));
    }

    [Fact]
    public void An_address_says_where_and_who()
    {
        var options = Of("postgres://anna:s%23cret%2F@db.example:6000/my%20runs?sslmode=require&connect_timeout=7&application_name=em");
        Assert.Equal(
            ("db.example", 6000, "my runs", "anna", "s#cret/"),
            (options.Host, options.Port, options.Database, options.Username, options.Password)
        );
        Assert.Equal((SslMode.Require, 7, "em", false), (options.SslMode, options.Timeout, options.ApplicationName, options.Pooling));
    }

    [Theory]
    [InlineData("postgresql://h", "h", 5432)]
    [InlineData("postgres://[::1]:6000/x", "::1", 6000)]
    [InlineData("postgres://[::1]/x", "::1", 5432)]
    [InlineData("postgres://%2Ftmp%2Fpg/x", "/tmp/pg", 5432)]
    [InlineData("postgres:///x?host=/tmp/pg&port=7", "/tmp/pg", 7)]
    [InlineData("postgres://a:1,b:2/x", "a:1,b:2", 5432)]
    [InlineData("postgres://", "localhost", 5432)]
    public void Hosts_are_names_addresses_sockets_or_several(string url, string host, int port) =>
        Assert.Equal((host, port), (Of(url).Host, Of(url).Port));

    [Fact]
    public void What_an_address_leaves_open_is_taken_from_the_variables()
    {
        (string, string)[] variables =
        [
            ("PGHOST", "there"),
            ("PGPORT", "99"),
            ("PGDATABASE", "d"),
            ("PGUSER", "u"),
            ("PGPASSWORD", "p"),
            ("PGSSLMODE", "verify-full"),
            ("PGAPPNAME", "app"),
            ("PGCONNECT_TIMEOUT", "3"),
            ("PGOPTIONS", "-c search_path=own"),
            ("PGTARGETSESSIONATTRS", "read-write"),
        ];
        var options = Of("postgres://", variables);
        Assert.Equal(("there", 99, "d", "u", "p"), (options.Host, options.Port, options.Database, options.Username, options.Password));
        Assert.Equal((SslMode.VerifyFull, "app", 3), (options.SslMode, options.ApplicationName, options.Timeout));
        Assert.Equal(("-c search_path=own", "read-write"), (options.Options, options.TargetSessionAttributes));
        options = Of("postgres://me@here/mine?sslmode=disable", variables);
        Assert.Equal(
            ("here", 99, "mine", "me", SslMode.Disable),
            (options.Host, options.Port, options.Database, options.Username, options.SslMode)
        );
    }

    [Fact]
    public void An_option_of_Npgsql_can_be_named_too() => Assert.Equal(5, Of("postgres://h/d?Command%20Timeout=5").CommandTimeout);

    [Theory]
    [InlineData("postgres://h/d?colour=red", "'colour' is no option")]
    [InlineData("postgres://h/d?sslmode=maybe", "cannot be 'maybe'")]
    [InlineData("postgres://h:door/d", "cannot be 'door'")]
    [InlineData("postgres://h/d?sslmode", "OPTION=VALUE")]
    public void A_wrong_address_is_told(string url, string words)
    {
        var fault = JournalStore.Postgres(url).New.Create().Match(Right: _ => "", Left: error => error.ToString());
        Assert.Contains(words, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://anna:secret@h:6/d", "postgres://anna@h:6/d")]
    [InlineData("postgres://anna:se@cret@h/d?sslmode=require&password=secret", "postgres://anna@h/d?sslmode=require")]
    [InlineData("postgres://:secret@h/d?sslpassword=secret", "postgres://h/d")]
    public void A_name_has_no_password(string url, string name)
    {
        Assert.Equal(name, JournalStore.Postgres(url).Name);
        Assert.DoesNotContain("secret", FaultOf($"{url}{(url.Contains('?') ? "&" : "?")}colour=red"), StringComparison.Ordinal);
    }

    static string FaultOf(string url) => JournalStore.Postgres(url).Runs().Match(Right: _ => "", Left: error => error.ToString());
}
