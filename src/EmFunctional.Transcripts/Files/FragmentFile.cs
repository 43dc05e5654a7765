using System.Linq;
using System.Text;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Saving;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Transcripts.Files;

/// <summary>Histograms of fragment lengths as kallisto reads them: a line for each sample, of 1000 numbers with blanks between.</summary>
public static class FragmentFile
{
    /// <summary>The fragment lengths of each sample.</summary>
    /// <param name="path">The file.</param>
    public static Either<EmError, Arr<FragmentLengths>> Read(string path) =>
        TextLines.Read(
            path,
            lines => lines.Select(line => Of(path, line.Number, line.Text)).Sequence().Map(all => (Arr<FragmentLengths>)all.ToArray())
        );

    /// <summary>Writes a histogram as the one line of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="histogram">How many fragments there were of each length [1000].</param>
    public static Either<EmError, Unit> Write(string path, Vector histogram) =>
        AtomicFile.Write(
            path,
            stream => stream.Write(Encoding.ASCII.GetBytes(string.Join(' ', histogram.Select(n => NumberText.Shortest(n))) + "\n"))
        );

    static Either<EmError, FragmentLengths> Of(string path, int number, string line)
    {
        var cells = line.Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries);
        var counts = new double[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            if (!NumberText.TryRead(cells[i], out counts[i]))
                return TextLines.Fault(path, number, $"number {i + 1}", cells[i], "a number");
        return FragmentLengths.Of(Vector.Create(counts)).MapLeft(EmError (error) => new EmError.InFile($"{path}:{number}", error));
    }
}
