using System.Threading.Tasks;
using EmFunctional.Modelling;
using LanguageExt;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using StackExchange.Redis;

namespace EmFunctional.Cluster.Stores;

/// <summary>A list of processes in Redis.</summary>
static class RedisMembers
{
    const int Timeout = 3000;

    public static string Shown(string configuration)
    {
        var hosts = configuration.Split(',');
        return string.Join(',', Array.FindAll(hosts, part => !part.Contains('=', StringComparison.Ordinal)));
    }

    public static async Task<Option<EmError>> Fault(string name, string configuration)
    {
        try
        {
            var options = ConfigurationOptions.Parse(configuration);
            (options.AbortOnConnectFail, options.ConnectTimeout, options.ConnectRetry) = (true, Timeout, 1);
            await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
            await connection.GetDatabase().PingAsync();
            return Option<EmError>.None;
        }
        catch (Exception error) when (error is RedisException or ArgumentException or TimeoutException)
        {
            return Kept.Unreachable(name, error is ArgumentException ? error.Message : "no Redis answers there");
        }
    }

    public static void AddTo(ISiloBuilder silo, string configuration)
    {
        var options = ConfigurationOptions.Parse(configuration);
        // It may be away for a while, and is asked again.
        options.AbortOnConnectFail = false;
        silo.UseRedisClustering(redis => redis.ConfigurationOptions = options);
    }
}
