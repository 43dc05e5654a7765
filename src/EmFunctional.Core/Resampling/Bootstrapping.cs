using System.Collections.Generic;
using System.Linq;
using EmFunctional.Inference;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Resampling;

/// <summary>How samples are drawn.</summary>
public enum BootstrapKind
{
    /// <summary>Rows, or sequences, drawn anew from the data with replacement: it holds where the model is wrong, too.</summary>
    Rows,

    /// <summary>Rows like those of the data drawn from the fitted model.</summary>
    Parametric,
}

/// <summary>
/// A model fitted again to samples, each from the parameters of the first fit and with components in its order: how they vary is how sure the numbers
/// are. A sample is a function of the seed and its number alone, so that any number of threads gives the same. Source: Efron (1979), Annals of Statistics
/// 7:1; for mixtures: McLachlan, Peel (2000), Finite Mixture Models, §2.16.
/// </summary>
public sealed class Bootstrapping
{
    // Apart from the draws of starts.
    const int Stream = -1;

    readonly Refit _refit;
    readonly BootstrapKind _kind;
    readonly UnitWeights _weights;
    readonly ComponentLabels? _labels;

    Bootstrapping(Refit refit, BootstrapKind kind, UnitWeights weights, ComponentLabels? labels) =>
        (_refit, _kind, _weights, _labels) = (refit, kind, weights, labels);

    /// <summary>What is drawn of the data: of weights that are whole numbers, as many rows as they add up to.</summary>
    public int Size => (int)_weights.Size;

    /// <summary>The parameters of each sample, as the chart names them.</summary>
    public Arr<string> Names => _refit.Saved.Names;

    /// <summary>Whether units are sequences.</summary>
    public bool AreSequences => !_refit.Fit.Model.Rows.Sequences.IsEmpty;

    /// <summary>Makes ready.</summary>
    /// <param name="refit">The fit, with its rows.</param>
    /// <param name="kind">How samples are drawn.</param>
    /// <returns>The bootstrap; or why the data cannot be drawn anew.</returns>
    public static Either<EmError, Bootstrapping> Of(Refit refit, BootstrapKind kind)
    {
        var (name, rows) = (refit.Saved.Model.Name, refit.Fit.Model.Rows);
        var hasWeights = refit.Fit.Model.Problem.Describe().WeightColumn.IsSome;
        var weights = UnitWeights.Of(refit.Fit.Model, refit.Saved, refit.Units);
        var isParametric = kind == BootstrapKind.Parametric;
        // Held numbers, and known labels, say which component is which.
        var isOrdered = !rows.Known.Names.IsEmpty || refit.Saved.Settings["hold"].Length > 0;
        return !isParametric && weights.Size < 2
                ? new EmError.CannotDo(
                    name,
                    $"be fitted to rows drawn anew: its data are one {(rows.Sequences.IsEmpty ? "row" : "sequence")}"
                )
            : isParametric && refit.Fit.Entry.Use.IsNone ? new EmError.CannotDo(name, "draw rows")
            : isParametric && rows.FaultOfDraws.Case is EmError fault ? fault
            : isParametric && hasWeights && !weights.AreCounts ? new EmError.CannotDo(name, "draw rows whose weights are no whole numbers")
            : isParametric && Enumerable.Range(0, rows.Count).Any(i => rows.Known[i] >= 0)
                ? new EmError.CannotDo(name, "draw rows whose labels are known")
            : weights.Size > refit.Limit
                ? new EmError.OverLimit("the rows of a sample, as many as the weights add up to,", weights.Size, refit.Limit)
            : new Bootstrapping(refit, kind, weights, isOrdered ? null : new(refit.Fit.Model, refit.Saved.Parameters));
    }

    /// <summary>Samples, each to be computed when it is read, on any thread.</summary>
    /// <param name="count">B.</param>
    /// <param name="seed">What is drawn.</param>
    public IEnumerable<IEnumerable<BootstrapSample>> Samples(int count, Seed seed)
    {
        return Enumerable.Range(0, count).Select(One);

        IEnumerable<BootstrapSample> One(int number)
        {
            yield return Sample(number, seed.Split(Stream).Split(number));
        }
    }

    /// <summary>A sample, and what is found in it.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="seed">What is drawn.</param>
    public BootstrapSample Sample(int number, Seed seed) =>
        Drawn(seed)
            .Bind(sample => _refit.Run(sample, Arr.create(_refit.Saved.Parameters)))
            .Match(
                Right: found => new BootstrapSample(
                    number,
                    _labels?.Matched(found.Parameters) ?? found.Parameters,
                    Option<EmError>.None,
                    found.Fit.Exists(fit => fit.Converged)
                ),
                Left: error => new(number, Option<Vector>.None, error, IsConverged: false)
            );

    Either<EmError, OpenedModel> Drawn(Seed seed) => Sampled(seed).Bind(sample => _refit.Open(sample.Table(), sample.Chosen));

    /// <summary>The rows of a sample, made anew each time, and how to read them.</summary>
    internal Either<EmError, (Func<Table> Table, ColumnChoice Chosen)> Sampled(Seed seed) =>
        _kind == BootstrapKind.Rows
            ? Anew(seed)
            : ModelDraw.Of(_refit, _weights.AreCounts ? Size : _refit.Fit.Model.Rows.Count, keepsHoles: !_weights.AreCounts, seed);

    (Func<Table>, ColumnChoice) Anew(Seed seed)
    {
        var counts = new int[_refit.Units.Count];
        if (!_weights.AreCounts)
            for (var draw = 0; draw < counts.Length; draw++)
                counts[seed.Below(draw, counts.Length)]++;
        else
            for (var (draw, shares) = (0, _weights.Each.Map(weight => weight / _weights.Size)); draw < Size; draw++)
                counts[seed.Choose(draw, shares)]++;
        return (() => _refit.Units.Of(counts), _weights.Columns(_refit.Chosen, _refit.Fit.Model));
    }
}

/// <summary>What was found in a sample.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Parameters">θ, with components in the order of the first fit; nothing of a degenerate sample.</param>
/// <param name="Error">Why the model cannot be fitted to it, if it cannot: the sample is degenerate.</param>
/// <param name="IsConverged">Whether its run converged.</param>
public sealed record BootstrapSample(int Number, Option<Vector> Parameters, Option<EmError> Error, bool IsConverged);
