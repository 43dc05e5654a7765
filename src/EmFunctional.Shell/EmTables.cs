using System.Linq;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional;

/// <summary>A fitted model on a whole table in one call, on the threads of the machine, to the same bits on any number of them.</summary>
public static class EmTables
{
    // So many rows a block: a thread has something to do, and there are blocks for all.
    const int RowsOfBlock = 1024;

    extension(SavedModel model)
    {
        /// <summary>The component of each row, how responsible each component is for it, and how likely the row is: what <c>em predict</c> writes.</summary>
        /// <param name="table">The rows, which are read once; columns are found by the names that the model was fitted with.</param>
        /// <param name="registry">The models that there are; those of the library if null.</param>
        /// <param name="executor">What goes through the rows; on all threads of the machine if null.</param>
        /// <returns>The prediction; every fault of the table, or that nothing can be predicted with such a model.</returns>
        /// <example>
        /// <code><![CDATA[
        /// Table Heights() => Rows.Of(new double[,] { { 1 }, { 2 }, { 3 }, { 11 }, { 12 }, { 14 } }, "height");
        /// var mixture = Mixture.Of<Normal>(2);
        /// var data = MixtureData.Parse(mixture.Family, Heights()).OrThrow();
        /// var model = SavedModel.Of(mixture, Em.Fit(mixture, data, mixture.Start(data)).OrThrow());
        /// Console.WriteLine(string.Join(" ", model.Predict(Heights()).OrThrow().Labels)); // prints: 0 0 0 1 1 1
        /// ]]></code>
        /// </example>
        public Validation<EmError, TablePrediction> Predict(Table table, Registry? registry = null, IBlockExecutor? executor = null) =>
            from applied in Apply(model, "predict", table, registry)
            select TablePrediction.Of(applied, executor ?? Threads.OfMachine);

        /// <summary>Σ wᵢ ln p(xᵢ), in nats: how likely the table is under the model.</summary>
        /// <param name="table">The rows, as for <c>Predict</c>.</param>
        /// <param name="registry">The models that there are; those of the library if null.</param>
        /// <param name="executor">What goes through the rows; on all threads of the machine if null.</param>
        public Validation<EmError, double> Score(Table table, Registry? registry = null, IBlockExecutor? executor = null) =>
            model.Predict(table, registry, executor).Map(predicted => predicted.LogLikelihood);

        /// <summary>Of each row the state on the likeliest path of its sequence (Viterbi); −1 each where a sequence cannot be.</summary>
        /// <param name="table">The rows of sequences.</param>
        /// <param name="registry">The models that there are; those of the library if null.</param>
        /// <param name="executor">What goes through the sequences; on all threads of the machine if null.</param>
        /// <returns>The states; every fault of the table, or that the rows of such a model do not follow each other.</returns>
        public Validation<EmError, Arr<int>> Decode(Table table, Registry? registry = null, IBlockExecutor? executor = null) =>
            from applied in Apply(model, "decode", table, registry)
            from path in applied.Path.ToValidation<EmError>(
                new EmError.CannotDo(model.Model.Name, "say which states are likeliest together")
            )
            select path(executor ?? Threads.OfMachine);

        /// <summary>Rows drawn from the model.</summary>
        /// <param name="rows">n ≥ 0.</param>
        /// <param name="seed">What is drawn.</param>
        /// <param name="registry">The models that there are; those of the library if null.</param>
        public Validation<EmError, DrawnRows> Sample(int rows, ulong seed, Registry? registry = null) =>
            from known in Known(model, "sample", registry)
            from drawn in known.Use.Draw(known.Saved, new(seed), rows).ToValidation()
            select drawn;
    }

    static Validation<EmError, AppliedModel> Apply(SavedModel model, string deed, Table table, Registry? registry) =>
        from known in Known(model, deed, registry)
        from applied in known.Use.Apply(known.Saved, table, new() { Columns = known.Saved.Columns })
        select applied;

    static Validation<EmError, (SavedModel Saved, ModelUse Use)> Known(SavedModel model, string deed, Registry? registry) =>
        from known in (registry ?? Registry.Standard).Check(model)
        from use in known.Entry.Use.ToValidation<EmError>(new EmError.CannotDo(model.Model.Name, deed))
        select (known.Saved, use);

    /// <summary>Fills places by rows, on threads.</summary>
    internal static void Fill(int rows, IBlockExecutor executor, Action<int> row)
    {
        if (rows == 0)
            return;
        var blocks = (rows + RowsOfBlock - 1) / RowsOfBlock;
        executor.Reduce<Unit>(
            blocks,
            block =>
            {
                for (var i = block * RowsOfBlock; i < Math.Min(rows, (block + 1) * RowsOfBlock); i++)
                    row(i);
                return Prelude.unit;
            },
            (_, _) => Prelude.unit
        );
    }
}

/// <summary>What a fitted model says of the rows of a table.</summary>
/// <param name="Labels">The likeliest component of each row, from 0; −1 where no component can have made it [n].</param>
/// <param name="Responsibilities">rᵢₖ = p(component k | row i), row by row; not a number where no component can have made the row [n×K].</param>
/// <param name="LogDensities">ln p(xᵢ) in nats; 0 of a row of which nothing was observed [n].</param>
/// <param name="LogLikelihood">Σ wᵢ ln p(xᵢ) over the rows that count, in nats.</param>
public sealed record TablePrediction(Arr<int> Labels, Vector Responsibilities, Vector LogDensities, double LogLikelihood)
{
    internal static TablePrediction Of(AppliedModel applied, IBlockExecutor executor)
    {
        var n = applied.Rows;
        var posteriors = new RowPosterior[n];
        EmTables.Fill(n, executor, i => posteriors[i] = applied.Row(i));
        var components = posteriors.Select(row => row.Responsibilities.Count).FirstOrDefault(0);
        var (labels, responsibilities) = (new int[n], new double[(long)n * components]);
        EmTables.Fill(
            n,
            executor,
            i =>
            {
                labels[i] = posteriors[i].Label;
                for (var k = 0; k < components; k++)
                    responsibilities[(long)i * components + k] = posteriors[i].IsImpossible
                        ? double.NaN
                        : posteriors[i].Responsibilities[k];
            }
        );
        return new(
            labels,
            Vector.Create(responsibilities),
            Vector.Of(posteriors.Select(row => row.LogDensity)),
            Enumerable.Range(0, n).Where(i => applied.Weight(i) > 0).Sum(i => applied.Weight(i) * posteriors[i].LogDensity)
        );
    }
}
