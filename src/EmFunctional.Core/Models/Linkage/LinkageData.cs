using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Models.Linkage;

/// <summary>How many animals were found in each of the four cells: AB, Ab, aB, ab.</summary>
public sealed record LinkageData
{
    LinkageData(Vector counts, double weight, DataDescription read)
    {
        (Counts, Weight, Description) = (counts, weight, read with { Rows = 1 });
        LogArrangements = SpecialFunctions.LogFactorial(counts.Sum()) - counts.Map(SpecialFunctions.LogFactorial).Sum();
    }

    /// <summary>y₁ … y₄, whole numbers.</summary>
    public Vector Counts { get; }

    /// <summary>How often these counts were seen; above 0.</summary>
    public double Weight { get; }

    /// <summary>ln n!/(y₁! y₂! y₃! y₄!).</summary>
    public double LogArrangements { get; }

    internal double Y1 => Counts[0];
    internal double Y2 => Counts[1];
    internal double Y3 => Counts[2];
    internal double Y4 => Counts[3];

    /// <summary>What was read.</summary>
    public DataDescription Description { get; }

    /// <summary>Data are the same if what they say is, wherever it was read.</summary>
    public bool Equals(LinkageData? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The hash of all this.</summary>
    public Hash256 Id => (Weight == 1 ? new Canonical(64) : new Canonical(64).Add(Weight)).Add("linkage").Add(Counts).Hash();

    /// <summary>The data of given counts.</summary>
    /// <param name="counts">Four whole numbers, one of them at least in a cell that tells of θ.</param>
    public static Validation<EmError, LinkageData> Create(params Vector counts) => Create(counts, 1, DataDescription.Unknown);

    static Validation<EmError, LinkageData> Create(Vector counts, double weight, DataDescription read)
    {
        if (counts.Count != 4)
            return new EmError.WrongLength("the counts of the cells", 4, counts.Count);
        var unfit = counts
            .Select((count, i) => (Name: $"y{i + 1}", count))
            .Where(cell => !Count.Contains(cell.count))
            .Select(EmError (cell) => new EmError.OutsideDomain(cell.Name, cell.count, Count))
            .ToSeq();
        return !unfit.IsEmpty ? unfit
            : counts.Sum() > 0 ? new LinkageData(counts, weight, read)
            : new EmError.OutsideDomain("the sum of the counts", 0, Domain.WholeNumberFrom(1));
    }

    /// <summary>Reads a table of four columns, the counts of AB, Ab, aB and ab, with one row.</summary>
    /// <param name="table">The table, with or without a header.</param>
    /// <param name="chosen">The columns; if none are named, the four columns of numbers. A weight says how often the counts were seen.</param>
    public static Validation<EmError, LinkageData> Parse(Table table, ColumnChoice? chosen = null) =>
        NumberTable
            .Read(table, chosen ?? ColumnChoice.Default, Count, takesMissing: false)
            .Bind(read =>
                read.Names.Count != 4 ? new EmError.WrongLength($"the cells of {table.Source}", 4, read.Names.Count)
                : read.Rows != 1 ? new EmError.WrongLength($"the rows of {table.Source}", 1, read.Rows)
                : RowWeights.Create(read.Weights, 1).Bind(given => Create(read.Values, given[0], Described(read)))
            );

    // Its columns have no index in the model.
    static DataDescription Described(NumberTable read) =>
        read.Description with
        {
            Columns = read.Description.Columns.Map(column =>
                column with
                {
                    Role = column.Role == ColumnRole.Number ? ColumnRole.Observation : column.Role,
                }
            ),
            WeightSum = Option<double>.None,
        };

    static Domain Count { get; } = Domain.WholeNumberFrom(0);
}
