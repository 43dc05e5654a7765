using System.Globalization;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>Numbers of reads and bases as people read them.</summary>
static class CountFormat
{
    /// <summary><c>1 read</c>, <c>10,000 reads</c>.</summary>
    public static string Count(long count, string one, string? several = null) =>
        $"{Whole(count)} {(count == 1 ? one : several ?? one + "s")}";

    /// <summary><c>10,000</c>.</summary>
    public static string Whole(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>94.1 %</c>.</summary>
    public static string Percent(long part, long whole) =>
        whole == 0 ? "0 %" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:F1} %");

    /// <summary><c>12.3 MB</c>.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");
}
