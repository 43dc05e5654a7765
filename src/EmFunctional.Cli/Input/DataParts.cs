using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Cli.Input;

/// <summary>The rows of a file block by block, each read by itself.</summary>
static class DataParts
{
    /// <summary>What reads a block of data, as a table of its own; nothing of data that are read as a whole alone.</summary>
    /// <param name="data">The data.</param>
    /// <param name="access">How they are opened.</param>
    public static Option<Either<EmError, Func<int, Validation<EmError, Table>>>> Of(string data, DataAccess access) =>
        DataSource.HasRows(data)
            ? DataSource.OpenBlocks(data, access.RawColumns, asMap: false, takesMissing: true).Map(source => OfBlocks(source.Table))
            : Option<Either<EmError, Func<int, Validation<EmError, Table>>>>.None;

    static Func<int, Validation<EmError, Table>> OfBlocks(Table table)
    {
        var blocks = table.Blocks!;
        return block =>
            blocks
                .Read(
                    block,
                    rows =>
                        Table.Of(
                            table.Source,
                            new NumberBlock(blocks.Columns, rows.ToArray())
                            {
                                Names = table.BlockNames,
                                First = block * RowBlocks.BlockRows,
                            }
                        )
                )
                .ToValidation();
    }
}
