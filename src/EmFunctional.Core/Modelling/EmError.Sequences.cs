namespace EmFunctional.Modelling;

public abstract partial record EmError
{
    /// <summary>A record of a file of sequences is not what it must be.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Record">The record, from 1.</param>
    /// <param name="Line">The line, from 1.</param>
    /// <param name="Fault">What is wrong.</param>
    /// <param name="Found">What was found there.</param>
    public sealed record BadSequence(string Source, long Record, long Line, SequenceFault Fault, string Found = "") : Data
    {
        internal override string Words => $"{Source}: record {Record}, line {Line}: {Fault.Reason(Short(Found))}";
    }

    /// <summary>A file has no sequences.</summary>
    /// <param name="Source">The file.</param>
    public sealed record NoSequences(string Source) : Data
    {
        internal override string Words => $"{Source}: no sequences; give a FASTA or FASTQ file with at least one record";
    }

    /// <summary>Two files of reads that belong together have different numbers of reads.</summary>
    /// <param name="Shorter">The file that ended.</param>
    /// <param name="Longer">The file that goes on.</param>
    /// <param name="Records">How many records the shorter one has.</param>
    /// <param name="Line">The line of the longer one where the first read without a mate begins.</param>
    public sealed record UnpairedRead(string Shorter, string Longer, long Records, long Line) : Data
    {
        internal override string Words =>
            $"{Longer}: record {Records + 1}, line {Line}: a read without a mate, since {Shorter} has {Wording.Count(Records, "read")}; give two files of equally "
            + "many reads, in the same order";
    }

    /// <summary>A file is no index of transcripts, or a damaged one.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Fault">What is wrong with it.</param>
    public sealed record BadIndex(string Source, string Fault) : Data
    {
        internal override string Words => $"{Source}: {Fault}; make the index anew from the transcripts";
    }

    /// <summary>An index has k-mers of another length than was asked for.</summary>
    /// <param name="Source">The file.</param>
    /// <param name="Found">The length in the index.</param>
    /// <param name="Wanted">The length asked for.</param>
    public sealed record OtherLengthOfKmers(string Source, int Found, int Wanted) : Asked
    {
        internal override string Words =>
            $"{Source}: an index of k = {Found}, and k = {Wanted} was asked for; make an index of that k, or ask for none";
    }

    /// <summary>No read fits any transcript.</summary>
    /// <param name="Processed">How many reads (or pairs) there were.</param>
    /// <param name="Bases">k: fewer bases than that fit nothing.</param>
    /// <param name="Longest">The longest read, in bases.</param>
    public sealed record NoReadFits(long Processed, int Bases, int Longest) : Data
    {
        internal override string Words =>
            $"none of {Wording.Count(Processed, "read")} fits a transcript; "
            + (
                Longest < Bases
                    ? $"the longest has {Wording.Count(Longest, "base")}, and the index needs {Bases}: make one with a smaller k"
                    : "check that index and reads are of one species, and the strand that was asked for"
            );
    }
}
