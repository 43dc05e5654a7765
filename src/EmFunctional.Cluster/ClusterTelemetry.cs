using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using EmFunctional.Telemetry;

namespace EmFunctional.Cluster;

/// <summary>Spans and measurements of a cluster, under the name of those of runs (<see cref="EmTelemetry.Name"/>): each process tells its own.</summary>
static class ClusterTelemetry
{
    static readonly string? _version = typeof(ClusterTelemetry).Assembly.GetName().Version?.ToString(3);

    static readonly ActivitySource _source = new(EmTelemetry.Name, _version);

    static readonly Meter _meter = new(EmTelemetry.Name, _version);

    static readonly Gauge<int> _workers = _meter.CreateGauge<int>("em.cluster.workers", "{worker}", "Workers that are there");

    static readonly Gauge<long> _rows = _meter.CreateGauge<long>(
        "em.cluster.rows",
        "{row}",
        "Rows that workers have in memory, each its own part"
    );

    static readonly Histogram<double> _slowest = _meter.CreateHistogram<double>(
        "em.cluster.leaf.slowest",
        "s",
        "How long the slowest leaf of a pass has computed"
    );

    static readonly Counter<long> _changes = _meter.CreateCounter<long>("em.cluster.changes", "{worker}", "Workers that came or were lost");

    static readonly Histogram<double> _leaf = _meter.CreateHistogram<double>(
        "em.cluster.leaf.duration",
        "s",
        "How long this worker has computed a leaf of a pass"
    );

    /// <summary>The process that runs the fit: a pass is done.</summary>
    public static void OfPass(int workers, long rows, TimeSpan slowest)
    {
        _workers.Record(workers);
        _rows.Record(rows);
        _slowest.Record(slowest.TotalSeconds);
    }

    /// <summary>The process that runs the fit: a worker came or was lost.</summary>
    public static void OfChange(bool isThere) =>
        _changes.Add(1, new KeyValuePair<string, object?>("em.cluster.change", isThere ? "came" : "lost"));

    /// <summary>A worker begins to compute a leaf, within the span of the pass of the process that asked, where that has one.</summary>
    public static Activity? BeginLeaf(int first, int blocks) =>
        _source.StartActivity("em.cluster.leaf")?.SetTag("em.cluster.leaf.first_block", first).SetTag("em.cluster.leaf.blocks", blocks);

    /// <summary>It is done.</summary>
    public static void EndLeaf(TimeSpan took) => _leaf.Record(took.TotalSeconds);
}
