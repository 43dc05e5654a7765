using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Families;

// What rows of a family are known by.
sealed record MixtureIdentity(Family Family, Arr<string> Names)
{
    Canonical Head
    {
        get
        {
            var bytes = new Canonical().Add(Family.Shape.Tag);
            foreach (var mark in Family.Shape.Marks)
                bytes.Add(mark);
            if (Family.Shape.Observation.IsNone)
                foreach (var name in Names)
                    bytes.Add(name);
            return bytes;
        }
    }

    /// <summary>The hashes of rows in memory, as they were read.</summary>
    public DataHashes OfRows(Vector values, RowWeights weights, RowLabels labels) =>
        new RowHashes(Names.Count, weights, labels).Of(Head, values);

    /// <summary>The same of rows that are not in memory, whose blocks were hashed on the way.</summary>
    public DataHashes OfBlocks(int rows, RowHashes hashes) => hashes.OfBlocks(Head, rows);

    /// <summary>The same of rows whose blocks others have hashed.</summary>
    public DataHashes OfKnown(DataHashes hashes) => hashes with { Head = Head.Hash() };

    /// <summary>The hash of rows of which each different one is gone through once, in whatever order they were read.</summary>
    public Hash256 OfFolded(FoldedRows folded, bool hasLabels)
    {
        var bytes = Head;
        for (var j = 0; j < Names.Count; j++)
            bytes.Add(folded.Column(j).Map(x => double.IsNaN(x) ? Family.Shape.MarkOfMissing : x));
        bytes.Add(Vector.Of(folded.Count, i => folded.Weights[i]));
        return (hasLabels ? bytes.Add("labels").Add(Vector.Of(folded.Count, i => folded.Labels[i])) : bytes).Hash();
    }
}
