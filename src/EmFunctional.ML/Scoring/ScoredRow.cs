using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmFunctional.ML.Scoring;

// A row with what the model makes of it.
sealed class ScoredRow(RowMapper mapper, DataViewRow input, System.Collections.Generic.HashSet<int> active) : DataViewRow
{
    readonly AddedGetters _added = new(mapper, input);

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _added.Get<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
