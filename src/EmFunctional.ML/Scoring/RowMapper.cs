using System.Collections.Generic;
using System.Linq;
using EmFunctional.ML.Features;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Tables;
using LanguageExt;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmFunctional.ML.Scoring;

// A fitted mixture for rows of one schema.
sealed class RowMapper : IRowToRowMapper
{
    readonly MixtureTransformer _transformer;
    readonly DataViewSchema.Column[] _features;

    public RowMapper(MixtureTransformer transformer, DataViewSchema schema)
    {
        (_transformer, InputSchema, _features) = (transformer, schema, transformer.Input.ColumnsOf(schema));
        OutputSchema = OutputColumns.Add(schema, transformer.Components);
        Sized(transformer, _features);
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public int Components => _transformer.Components;

    /// <summary>Whether a column is one that is added.</summary>
    public bool IsAdded(DataViewSchema.Column column) => column.Index >= InputSchema.Count;

    /// <summary>The columns of the input that some columns of the output need.</summary>
    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var asked = dependingColumns.ToArray();
        var passed = asked.Where(column => !IsAdded(column)).Select(column => InputSchema[column.Index]);
        return [.. passed.Concat(asked.Any(IsAdded) ? _features : []).DistinctBy(column => column.Index)];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new ScoredRow(this, input, [.. activeColumns.Select(column => column.Index)]);

    /// <summary>What says of the row on which a cursor stands what the model makes of it.</summary>
    /// <param name="row">The row, which may move.</param>
    public Func<RowPosterior> Posterior(DataViewRow row)
    {
        var each = _transformer.Entry.Use.Bind(use => use.Each);
        return _features.All(column => NumberField.IsOne(column.Type)) && each.Case is Func<SavedModel, PosteriorOfRow> prepare
            ? OfNumbers(row, prepare(_transformer.Model))
            : OfTexts(row);
    }

    Func<RowPosterior> OfNumbers(DataViewRow row, PosteriorOfRow posterior)
    {
        var read = Array.ConvertAll(_features, column => NumberField.Of(row, column));
        var (widths, values) = (default(int[]), Array.Empty<double>());
        return () =>
        {
            if (widths is null)
            {
                widths = Array.ConvertAll(_features, column => NumberField.WidthOf(row, column));
                values = new double[widths.Sum()];
            }
            var at = 0;
            for (var j = 0; j < read.Length; at += widths[j], j++)
                read[j](values.AsSpan(at, widths[j]));
            return posterior(values);
        };
    }

    Func<RowPosterior> OfTexts(DataViewRow row)
    {
        var cells = Array.ConvertAll(_features, column => TextField.Of(row, column));
        var apply = _transformer
            .Entry.Use.Map(use => use.Apply)
            .IfNone(() => throw new NotSupportedException($"{_transformer.Entry.Name} says nothing of rows"));
        return () =>
            apply(_transformer.Model, _transformer.Input.OneRow(Array.ConvertAll(cells, cell => cell())), ColumnChoice.Default)
                .OrThrow()
                .Row(0);
    }

    static void Sized(MixtureTransformer transformer, DataViewSchema.Column[] features)
    {
        var expected = transformer.Model.Columns.Count;
        if (expected == 0 || features.Any(column => column.Type is VectorDataViewType { IsKnownSize: false }))
            return;
        var found = features.Sum(column => column.Type is VectorDataViewType vector ? vector.Size : 1);
        if (found != expected)
            throw new ArgumentException(
                $"{string.Join(", ", features.Select(column => column.Name))}: {found} numbers in a row, and the model has {expected} columns"
            );
    }
}
