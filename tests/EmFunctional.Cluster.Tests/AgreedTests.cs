using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Cluster.Tests.Support;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Telemetry;
using LanguageExt;

namespace EmFunctional.Cluster.Tests;

/// <summary>What all processes of a cluster agree on: a certificate, when a worker counts as lost; and what is told of it.</summary>
public sealed class AgreedTests : ToolTests
{
    static Problem<Vector> Counts() =>
        Problem
            .Of(Mixture.Of<Poisson>(2), MixtureData.Of<Poisson>(Vector.Of(20_000, i => i * 7919.0 % 9973)).OrThrow())
            .OrThrow()
            .OnChart();

    static Proposal<Vector> At => Vector.Create([0.4, 0.6, 10, 5000]);

    static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    [Fact]
    public async Task What_travels_is_encrypted_and_who_shows_another_certificate_is_turned_away()
    {
        var (own, other) = (Certificate("em"), Certificate("em"));
        await using var all = await InProcess.Start(2, _ => new OpenedJob(Counts()), agreed => agreed with { Certificate = own });
        Assert.Equal(Counts().Evaluate(At).OrThrow().Objective, all.Cluster.Spread(Counts(), "counts").Evaluate(At).OrThrow().Objective);

        // The port speaks TLS, and shows that certificate.
        var at = ((MembershipPlace.Fit)all.Cluster.Membership.Place).At;
        using var client = new TcpClient();
        await client.ConnectAsync(at);
        X509Certificate2? shown = null;
        using var stream = new System.Net.Security.SslStream(
            client.GetStream(),
            leaveInnerStreamOpen: false,
            (_, certificate, _, _) => (shown = certificate as X509Certificate2) is not null
        );
        await stream.AuthenticateAsClientAsync("em").WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(own.Thumbprint, shown!.Thumbprint);
        Assert.True(stream.SslProtocol is SslProtocols.Tls12 or SslProtocols.Tls13);

        foreach (var wrong in new[] { null, other })
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(4));
            var membership = all.Cluster.Membership with { Certificate = wrong };
            await Assert.ThrowsAnyAsync<Exception>(async () => (await all.Join(membership, soon.Token)).OrThrow());
            Assert.Equal(2, all.Cluster.Workers);
        }
    }

    [Fact]
    public async Task A_cluster_with_a_certificate_in_a_file_has_the_bits_of_one_machine()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = new CertificateRequest("CN=em", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        await File.WriteAllTextAsync(Path.Combine(Folder, "em.pem"), made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        var fit = FitOf(5);
        Assert.Equal(await Digest(fit), await Digest($"{fit} --cluster 2 --certificate em.pem --lost-after 5"));
    }

    [Theory]
    [InlineData("--cluster 2 --lost-after soon", "lost-after 'soon' must be a number of seconds from 0.3 to 3600")]
    [InlineData("--cluster 2 --certificate none.pem", "none.pem")]
    [InlineData("--cluster 2 --certificate rows.npy", "certificate 'rows.npy' must be a PEM file with a certificate and its private key")]
    public async Task Wrong_options_are_refused(string options, string words)
    {
        var (code, printed, error) = await End(Start($"{Fit} {options}"));
        Assert.Equal((2, ""), (code, printed));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_is_lost_after_the_time_that_was_chosen()
    {
        var detection = Detection.Within(TimeSpan.FromSeconds(30));
        // It misses so many probes, and the last has to be waited for.
        Assert.Equal(TimeSpan.FromSeconds(30), detection.Probe * (detection.Missed + 1));
        Assert.Equal(TimeSpan.FromSeconds(1), Detection.Default.Probe);
    }

    [Fact]
    public async Task Whoever_listens_hears_of_workers_and_leaves()
    {
        var (measured, leaves) = (new ConcurrentDictionary<string, double>(), new ConcurrentBag<Activity>());
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EmTelemetry.Name && instrument.Name.StartsWith("em.cluster.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meter.SetMeasurementEventCallback<int>((instrument, value, _, _) => measured[instrument.Name] = value);
        meter.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured[instrument.Name] = value);
        meter.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured[instrument.Name] = value);
        meter.Start();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source =>
                source.Name == EmTelemetry.Name || source.Name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.OperationName == "em.cluster.leaf")
                    leaves.Add(span);
            },
        };
        ActivitySource.AddActivityListener(spans);
        await using var all = await InProcess.Start(2, _ => new OpenedJob(Counts()));
        using var source = new ActivitySource(EmTelemetry.Name);
        using (var run = source.StartActivity("a run"))
        {
            all.Cluster.Spread(Counts(), "counts").Evaluate(At).OrThrow();
            // Of this run, and not of another test.
            var own = leaves.Where(leaf => leaf.TraceId == run!.TraceId).ToArray();
            Assert.Equal(Counts().Blocks, own.Sum(leaf => (int)leaf.GetTagItem("em.cluster.leaf.blocks")!));
        }
        Assert.True(measured["em.cluster.workers"] > 0);
        Assert.True(measured["em.cluster.leaf.duration"] > 0);
        Assert.True(measured["em.cluster.leaf.slowest"] > 0);
        Assert.True(measured["em.cluster.changes"] > 0);
    }
}
