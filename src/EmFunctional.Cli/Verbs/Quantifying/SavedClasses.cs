using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Transcripts.Files;
using EmFunctional.Transcripts.Model;
using LanguageExt;

namespace EmFunctional.Cli.Verbs.Quantifying;

/// <summary>The classes of mapped reads beside their table, under kallisto's names: what <c>em quant classes</c> and <c>em verify</c> read.</summary>
static class SavedClasses
{
    /// <summary>Writes the classes, their counts, and the lengths of fragments where they were seen.</summary>
    /// <param name="mapped">The reads.</param>
    /// <param name="folder">The folder, which is made if it is not there.</param>
    public static Either<EmError, Unit> Write(MappedReads mapped, string folder)
    {
        string In(string name) => Path.Combine(folder, name);
        return from made in AbundanceRun.Made(folder)
            from classes in ClassFile.Write(mapped.Classes, In("pseudoalignments.ec"), In("pseudoalignments.tsv"))
            from lengths in mapped.Fragments.Histogram.Match(
                seen => FragmentFile.Write(In("fragment_lengths.txt"), seen),
                () => Prelude.unit
            )
            select lengths;
    }
}
