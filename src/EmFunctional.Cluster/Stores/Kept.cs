using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using LanguageExt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Clustering.Redis;
using Orleans.Runtime;

namespace EmFunctional.Cluster.Stores;

/// <summary>A list of processes that a store keeps.</summary>
static class Kept
{
    static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    // Orleans itself writes anew what it could not write at once: one look may fall between.
    const int Missed = 2;

    /// <summary>The name of a cluster in a store, from which its secret cannot be told.</summary>
    public static string NameOf(string secret) =>
        "em-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("EmFunctional.Cluster\n" + secret)))[..32];

    public static EmError Unreachable(string store, string reason) =>
        new EmError.Recorded("Store", $"{store}: cannot be reached: {reason}; start it, or name the store where the cluster is");

    /// <summary>Waits until the store answers.</summary>
    public static async Task Comes(MembershipPlace.Store store, CancellationToken end)
    {
        while ((await store.Fault(end)).IsSome)
            await Task.Delay(_pause, end);
    }

    /// <summary>
    /// Waits until the store answers and does not know this process: it was begun anew, with nothing in it. While it does not answer, the processes go
    /// on with those that they know.
    /// </summary>
    public static async Task Goes(IHost process, CancellationToken end)
    {
        var table = process.Services.GetRequiredService<IMembershipTable>();
        var own = process.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        for (var missed = 0; missed < Missed; missed = await Knows(table, own, end) ? 0 : missed + 1)
            await Task.Delay(_pause, end);
    }

    static async Task<bool> Knows(IMembershipTable table, SiloAddress own, CancellationToken end)
    {
        try
        {
            return (await table.ReadAllAsync(CancellationToken.None).WaitAsync(end)).Members.Any(member =>
                member.Item1.SiloAddress.Equals(own)
            );
        }
        // It has no such list.
        catch (RedisClusteringException)
        {
            return false;
        }
        catch (Exception) when (!end.IsCancellationRequested)
        {
            return true;
        }
    }
}
