using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Families;

/// <summary>The rows of a mixture, whatever makes its components.</summary>
interface IMixtureRows
{
    /// <summary>The names of the columns [d].</summary>
    Arr<string> Names { get; }

    /// <summary>n.</summary>
    int Count { get; }

    /// <summary>How often each row counts [n].</summary>
    RowWeights Weights { get; }

    /// <summary>The components of rows, where they are known [n].</summary>
    RowLabels Labels { get; }

    /// <summary>The weight of the rows of which something was observed.</summary>
    double Size { get; }

    /// <summary>What was read.</summary>
    DataDescription Description { get; }

    /// <summary>The rows as a story goes through them.</summary>
    FoldedRows Folded { get; }

    /// <summary>Row i [d].</summary>
    Vector Row(int index);
}
