using EmFunctional.Models;
using EmFunctional.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmFunctional.ML.Scoring;

// What gets the columns of a row: those that were there, and those that are added, for which the model is asked once a row.
sealed class AddedGetters(RowMapper mapper, DataViewRow input)
{
    readonly Lazy<Func<RowPosterior>> _ask = new(() => mapper.Posterior(input));
    RowPosterior? _known;
    long _place = -1;

    public ValueGetter<TValue> Get<TValue>(DataViewSchema.Column column)
    {
        if (!mapper.IsAdded(column))
            return input.GetGetter<TValue>(mapper.InputSchema[column.Index]);
        Delegate getter = (column.Index - mapper.InputSchema.Count) switch
        {
            0 => (ValueGetter<uint>)((ref uint value) => value = (uint)(Now().Label + 1)),
            1 => Each((r, logDensity) => Math.Min(float.MaxValue, -(Elementary.Log(r) + logDensity))),
            2 => Each((r, _) => r),
            _ => (ValueGetter<double>)((ref double value) => value = Now().LogDensity),
        };
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"the column {column.Name} is of {column.Type}, not of {typeof(TValue).Name}");
    }

    RowPosterior Now()
    {
        if (_known is null || _place != input.Position)
            (_known, _place) = (_ask.Value(), input.Position);
        return _known;
    }

    ValueGetter<VBuffer<float>> Each(Func<double, double, double> number) =>
        (ref VBuffer<float> into) =>
        {
            var posterior = Now();
            var editor = VBufferEditor.Create(ref into, posterior.Responsibilities.Count);
            for (var k = 0; k < editor.Values.Length; k++)
                editor.Values[k] = (float)number(posterior.Responsibilities[k], posterior.LogDensity);
            into = editor.Commit();
        };
}
