namespace EmFunctional.Modelling;

/// <summary>What can be wrong with a record of a file of sequences (FASTA or FASTQ).</summary>
public enum SequenceFault
{
    /// <summary>A compressed file ends before its data do.</summary>
    Truncated,

    /// <summary>A compressed file whose bytes are not what was compressed.</summary>
    Damaged,

    /// <summary>A record does not begin as records do.</summary>
    NoHeader,

    /// <summary>A record has no name.</summary>
    NoName,

    /// <summary>A record has another name's name.</summary>
    RepeatedName,

    /// <summary>A record has no bases.</summary>
    NoBases,

    /// <summary>A line of bases has something else in it.</summary>
    NotBases,

    /// <summary>The line between bases and qualities does not begin with +.</summary>
    NoPlus,

    /// <summary>There are more bases than qualities, or fewer.</summary>
    UnequalLengths,

    /// <summary>The file ends within a record.</summary>
    EndsWithin,
}

/// <summary>Functions of <see cref="SequenceFault"/>.</summary>
public static class SequenceFaultExtensions
{
    /// <summary>What is wrong, and what to do.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="found">What was found there.</param>
    public static string Reason(this SequenceFault fault, string found) =>
        fault switch
        {
            SequenceFault.Truncated => "the compressed file is cut off here; copy it again",
            SequenceFault.Damaged => "the compressed file is damaged here; copy it again",
            SequenceFault.NoHeader => $"a record begins with > (FASTA) or @ (FASTQ), and here is '{found}'; give a FASTA or FASTQ file",
            SequenceFault.NoName => "no name after the sign that begins the record; give each record a name",
            SequenceFault.RepeatedName => $"the name '{found}' is that of an earlier record; give each record a name of its own",
            SequenceFault.NoBases => $"'{found}' has no bases; leave such records out",
            SequenceFault.NotBases => $"{found} stands among the bases; write bases as letters",
            SequenceFault.NoPlus =>
                $"the line behind the bases begins with +, and here is '{found}'; write each read as a name, bases, + and qualities",
            SequenceFault.UnequalLengths => $"{found}; give each base one quality",
            _ => "the file ends within this record; copy it again, or leave the record out",
        };
}
