using System.Net;
using System.Security.Cryptography.X509Certificates;
using EmFunctional.Cluster.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Connections.Security;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;

namespace EmFunctional.Cluster.Hosting;

/// <summary>How Orleans must be set for passes over the data, in one place.</summary>
static class SiloSettings
{
    /// <summary>What the names of workers begin with.</summary>
    public const string Worker = "worker";

    /// <summary>The name of the process that runs the fit.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>A process of the cluster, not begun yet.</summary>
    /// <param name="name">Its name, which says what it is.</param>
    /// <param name="membership">Where the list of all is kept, and the secret.</param>
    /// <param name="own">Where this one listens.</param>
    /// <param name="jobs">What it computes.</param>
    /// <param name="givenUp">Hears that the others have given it up.</param>
    public static IHost HostOf(string name, Membership membership, IPEndPoint own, OpenedJobs jobs, GivenUp givenUp) =>
        new HostBuilder()
            .ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .UseOrleans(silo =>
            {
                silo.Configure<ClusterOptions>(options =>
                    (options.ClusterId, options.ServiceId) = (membership.Place.Cluster(membership.Secret), "em")
                );
                silo.Configure<SiloOptions>(options => options.SiloName = name);
                silo.ConfigureEndpoints(own.Address, own.Port, gatewayPort: 0);
                membership.Place.AddTo(silo);
                silo.Services.AddSingleton<IFatalErrorHandler>(givenUp);
                if (membership.Certificate is { } certificate)
                    silo.UseTls(certificate, options => Pin(options, certificate));
                silo.AddActivityPropagation();
                AddNodes(silo, membership.Detection, jobs);
            })
            .Build();

    // Whoever shows the same certificate has its key: names and dates of it do not matter.
    static void Pin(TlsOptions options, X509Certificate2 certificate)
    {
        (options.RemoteCertificateMode, options.ClientCertificateMode) = (
            RemoteCertificateMode.RequireCertificate,
            RemoteCertificateMode.RequireCertificate
        );
        options.RemoteCertificateValidation = (shown, _, _) => shown.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span);
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = "em";
    }

    /// <summary>The nodes of the tree, and what finds a lost worker within seconds.</summary>
    public static void AddNodes(ISiloBuilder silo, Detection detection, OpenedJobs jobs)
    {
        silo.Services.AddSingleton(jobs);
        silo.Services.AddSingleton<Roster>();
        silo.Services.AddPlacementDirector<ByRange, RangeDirector>();
#pragma warning disable ORLEANSEXP003 // The directory that keeps what lives on when one process is lost.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        // Two activations of a node do no harm: they are pure functions.
        silo.Configure<GrainDirectoryOptions>(options => options.RangeLeaseDuration = TimeSpan.Zero);
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = detection.Probe;
            options.NumMissedProbesLimit = detection.Missed;
            options.NumVotesForDeathDeclaration = 1;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            // Who joins waits for all that seem to be alive: those of a cluster that was killed as a whole do not for long.
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            options.NumMissedTableIAmAliveLimit = 2;
        });
    }
}
