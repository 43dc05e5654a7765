using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Transcripts.Files;

/// <summary>What is to be said of a run besides its table: <c>run_info.json</c>, with the names that kallisto gives.</summary>
/// <param name="Targets">T.</param>
/// <param name="Bootstraps">B.</param>
/// <param name="Processed">How many reads (or pairs) there were.</param>
/// <param name="Pseudoaligned">How many of them fit a transcript.</param>
/// <param name="Unique">How many fit one only.</param>
/// <param name="Software">What wrote it.</param>
/// <param name="Start">When it began.</param>
/// <param name="Call">The words of the call.</param>
public sealed record RunInfo(
    int Targets,
    int Bootstraps,
    long Processed,
    long Pseudoaligned,
    long Unique,
    string Software,
    DateTime Start,
    string Call
)
{
    /// <summary>The file.</summary>
    public const string Name = "run_info.json";

    // Whose names, numbers and rules these are.
    const string Kallisto = "0.48.0";
    const int IndexVersion = 10;

    /// <summary>The text.</summary>
    public string Text =>
        $$"""
            {
            	"n_targets": {{Targets}},
            	"n_bootstraps": {{Bootstraps}},
            	"n_processed": {{Processed}},
            	"n_pseudoaligned": {{Pseudoaligned}},
            	"n_unique": {{Unique}},
            	"p_pseudoaligned": {{Percent(Pseudoaligned)}},
            	"p_unique": {{Percent(Unique)}},
            	"kallisto_version": "{{Kallisto}}",
            	"index_version": {{IndexVersion}},
            	"software": {{Quoted(Software)}},
            	"start_time": "{{Time(Start)}}",
            	"call": {{Quoted(Call)}}
            }

            """.ReplaceLineEndings("\n");

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    public Either<EmError, Unit> Write(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Text)));

    string Percent(long part) => (Processed == 0 ? 0 : 100.0 * part / Processed).ToString("F1", CultureInfo.InvariantCulture);

    // As C's asctime has it: Fri Nov  6 23:51:58 2026.
    static string Time(DateTime time) =>
        $"{time.ToString("ddd MMM", CultureInfo.InvariantCulture)} {time.Day, 2} {time.ToString("HH:mm:ss yyyy", CultureInfo.InvariantCulture)}";

    static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
