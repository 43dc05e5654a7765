using System.Collections.Generic;
using System.Linq;
using LanguageExt;
using Npgsql;

namespace EmFunctional.Stores.Postgres;

/// <summary>The address of a database as libpq writes it. What it leaves open is taken from libpq's variables, and then from its defaults.</summary>
/// <param name="Name">The address without its password.</param>
/// <param name="Given">The options that the address states, by their names in libpq or in Npgsql.</param>
/// <param name="Fault">What is wrong with the address, if anything.</param>
sealed record PostgresUrl(string Name, IReadOnlyList<(string Name, string Value)> Given, string? Fault)
{
    const string Advice = "write postgres://USER@HOST:PORT/DATABASE?OPTION=VALUE, with %-codes for characters that have a meaning";

    // libpq's names, its variables, and the names in Npgsql; Npgsql reads the other variables itself.
    static readonly (string Libpq, string? Variable, string Npgsql)[] _names =
    [
        ("host", "PGHOST", "Host"),
        ("port", "PGPORT", "Port"),
        ("dbname", "PGDATABASE", "Database"),
        ("user", "PGUSER", "Username"),
        ("password", "PGPASSWORD", "Password"),
        ("passfile", "PGPASSFILE", "Passfile"),
        ("sslmode", "PGSSLMODE", "SSL Mode"),
        ("sslcert", "PGSSLCERT", "SSL Certificate"),
        ("sslkey", "PGSSLKEY", "SSL Key"),
        ("sslpassword", null, "SSL Password"),
        ("sslrootcert", "PGSSLROOTCERT", "Root Certificate"),
        ("sslnegotiation", "PGSSLNEGOTIATION", "SSL Negotiation"),
        ("gssencmode", "PGGSSENCMODE", "GSS Encryption Mode"),
        ("channel_binding", "PGCHANNELBINDING", "Channel Binding"),
        ("require_auth", "PGREQUIREAUTH", "Require Auth"),
        ("krbsrvname", "PGKRBSRVNAME", "Kerberos Service Name"),
        ("application_name", "PGAPPNAME", "Application Name"),
        ("connect_timeout", "PGCONNECT_TIMEOUT", "Timeout"),
        ("client_encoding", null, "Client Encoding"),
        ("options", "PGOPTIONS", "Options"),
        ("target_session_attrs", "PGTARGETSESSIONATTRS", "Target Session Attributes"),
        ("keepalives_idle", null, "Tcp Keepalive Time"),
        ("keepalives_interval", null, "Tcp Keepalive Interval"),
    ];

    /// <summary>Reads an address; what is wrong with it is told when it is used.</summary>
    public static PostgresUrl Parse(string url)
    {
        var at = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var (body, query) = Cut(url[at..], '?');
        var (authority, database) = Cut(body, '/');
        var user = authority.LastIndexOf('@');
        var (name, password) = Cut(user < 0 ? "" : authority[..user], ':');
        var hosts = authority[(user + 1)..];
        var port =
            hosts.LastIndexOf(':') is var colon && colon > hosts.LastIndexOf(']') && !hosts.Contains(',', StringComparison.Ordinal)
                ? colon
                : -1;
        var parts = new List<(string, string)>();
        void Add(string option, string value)
        {
            if (value.Length > 0)
                parts.Add((option, Uri.UnescapeDataString(value)));
        }
        Add("user", name);
        Add("password", password);
        Add("host", (port < 0 ? hosts : hosts[..port]).Trim('[', ']'));
        Add("port", port < 0 ? "" : hosts[(port + 1)..]);
        Add("dbname", database);
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries);
        foreach (var pair in pairs)
            Add(Uri.UnescapeDataString(Cut(pair, '=').Item1), Cut(pair, '=').Item2);
        var shown = pairs.Where(pair => !pair.Contains("password", StringComparison.OrdinalIgnoreCase)).ToArray();
        return new(
            url[..at]
                + (name.Length > 0 ? $"{name}@" : "")
                + hosts
                + (database.Length > 0 ? $"/{database}" : "")
                + (shown.Length > 0 ? "?" + string.Join('&', shown) : ""),
            parts,
            pairs.Any(pair => !pair.Contains('=', StringComparison.Ordinal)) ? Advice : null
        );
    }

    static (string, string) Cut(string text, char at) => text.IndexOf(at) is var i && i < 0 ? (text, "") : (text[..i], text[(i + 1)..]);

    /// <summary>All options of a connection; what is wrong with them, if anything.</summary>
    /// <param name="variable">The value of a variable, if it is set.</param>
    public Either<string, NpgsqlConnectionStringBuilder> Options(Func<string, string?> variable)
    {
        if (Fault is not null)
            return Fault;
        // A pool would keep the locks of a session that was closed.
        var options = new NpgsqlConnectionStringBuilder { Host = "localhost", TcpKeepAlive = true };
        var variables = _names.Where(name => name.Variable is not null).Select(name => (name.Libpq, Value: variable(name.Variable!)));
        foreach (var (name, value) in variables.Where(v => v.Value is { Length: > 0 }).Select(v => (v.Libpq, v.Value!)).Concat(Given))
            if (Set(options, name, value) is { } fault)
                return fault;
        options.Pooling = false;
        return options;
    }

    static string? Set(NpgsqlConnectionStringBuilder options, string name, string value)
    {
        var known = _names.FirstOrDefault(known => known.Libpq == name).Npgsql ?? name;
        try
        {
            options[known] = known is "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
            return null;
        }
        catch (Exception error)
            when (error is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException or OverflowException)
        {
            return $"'{name}' is no option of a connection, or cannot be '{value}'; {Advice}";
        }
    }
}
