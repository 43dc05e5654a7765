using System.IO;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Saving;
using EmFunctional.Transcripts.Abundance;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Transcripts.Files;

/// <summary>Tables of transcripts as kallisto writes them, column by column and digit by digit; what reads those (tximport, sleuth) reads these.</summary>
public static class AbundanceFile
{
    /// <summary>The table of a run.</summary>
    public const string Name = "abundance.tsv";

    /// <summary>The standard deviations of its counts.</summary>
    public const string UncertaintyName = "uncertainty.tsv";

    // As R has it: one bootstrap has no deviation.
    const string NotKnown = "NA";

    const string Header = "target_id\tlength\teff_length\test_counts\ttpm";

    /// <summary>The table of a bootstrap, from 0.</summary>
    public static string NameOf(int bootstrap) => $"bs_abundance_{bootstrap}.tsv";

    /// <summary>Writes counts: <c>target_id length eff_length est_counts tpm</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">What was found.</param>
    public static Either<EmError, Unit> Write(string path, Quantified found) =>
        Write(path, found.Data.Classes, found.Data.EffectiveLengths, found.Counts, found.PerMillion);

    /// <summary>Writes the counts of a bootstrap.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">The reads of which it is one, with the effective lengths that the table shows.</param>
    /// <param name="counts">The counts [T].</param>
    public static Either<EmError, Unit> Write(string path, AbundanceData data, Vector counts) =>
        Write(path, data.Classes, data.EffectiveLengths, counts, Quantified.PerMillionOf(counts, data.EffectiveLengths));

    /// <summary>Writes how far counts vary over bootstraps: <c>target_id est_counts bootstrap_mean bootstrap_sd</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">What was found.</param>
    /// <param name="mean">The means [T].</param>
    /// <param name="deviation">The standard deviations [T].</param>
    public static Either<EmError, Unit> WriteUncertainty(string path, Quantified found, Vector mean, Vector deviation) =>
        Rows(
            path,
            "target_id\test_counts\tbootstrap_mean\tbootstrap_sd",
            found.Counts.Count,
            t =>
                $"{found.Data.Classes.Names[t]}\t{SixDigits.Text(found.Counts[t])}\t{SixDigits.Text(mean[t])}\t{(double.IsNaN(deviation[t]) ? NotKnown : SixDigits.Text(deviation[t]))}"
        );

    /// <summary>The same as text.</summary>
    internal static string Text(Quantified found)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Write(text, Header, found.Counts.Count, Row(found.Data.Classes, found.Data.EffectiveLengths, found.Counts, found.PerMillion));
        return text.ToString();
    }

    static Either<EmError, Unit> Write(string path, EquivalenceClasses classes, Vector lengths, Vector counts, Vector perMillion) =>
        Rows(path, Header, classes.Transcripts, Row(classes, lengths, counts, perMillion));

    static Func<int, string> Row(EquivalenceClasses classes, Vector lengths, Vector counts, Vector perMillion) =>
        t =>
            $"{classes.Names[t]}\t{classes.Lengths[t]}\t{SixDigits.Text(lengths[t])}\t{SixDigits.Text(counts[t])}\t{SixDigits.Text(perMillion[t])}";

    static Either<EmError, Unit> Rows(string path, string header, int count, Func<int, string> row) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
                Write(text, header, count, row);
            }
        );

    static void Write(TextWriter text, string header, int count, Func<int, string> row)
    {
        text.WriteLine(header);
        for (var i = 0; i < count; i++)
            text.WriteLine(row(i));
    }
}
