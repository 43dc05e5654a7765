using System.Collections.Generic;
using System.Linq;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using EmFunctional.Iterating;
using EmFunctional.ML.Features;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tables;
using EmFunctional.Telemetry;
using LanguageExt;
using Microsoft.ML;
using RunFold = EmFunctional.Runs.Run;

namespace EmFunctional.ML;

/// <summary>A mixture that can be trained: an estimator of ML.NET, made by <see cref="MixtureCatalog"/>.</summary>
public sealed class MixtureTrainer : IEstimator<MixtureTransformer>
{
    readonly ISubject<RunEvent<Vector>> _runs = Subject.Synchronize(new Subject<RunEvent<Vector>>());

    MixtureTrainer(ModelEntry entry, Arr<ModelOption> options, MixtureInput input, MixtureOptions how) =>
        (Entry, Options, Input, How) = (entry, options, input, how);

    internal ModelEntry Entry { get; }

    internal Arr<ModelOption> Options { get; }

    internal MixtureInput Input { get; }

    internal MixtureOptions How { get; }

    /// <summary>What happens in the runs of every <see cref="Fit"/> from now on, as it happens and on its thread; it does not complete.</summary>
    public IObservable<RunEvent<Vector>> Runs => _runs.AsObservable();

    /// <summary>The iterates among <see cref="Runs"/>: the iteration, the objective in nats, and θ as the flat vector of the model's chart.</summary>
    public IObservable<IterationState<Vector>> Iterates => _runs.OfType<RunEvent<Vector>.Iterated>().Select(e => e.State);

    /// <summary>Trains a mixture.</summary>
    /// <param name="input">The rows; all are read, once.</param>
    /// <returns>The transformer at the end of the best run.</returns>
    /// <exception cref="ArgumentException">A column that is not there, or of a type that is no number; a vector of another length than the first.</exception>
    /// <exception cref="EmException">Data or mathematics are at fault; its errors say where.</exception>
    public MixtureTransformer Fit(IDataView input)
    {
        var table = Input.Read(input);
        var (_, run) = Run(Entry, table, Options, How, Input.Chosen, _runs.OnNext).OrThrow();
        return new(Entry, run.Saved, Input) { Run = run.State };
    }

    /// <summary>The columns that a transformer adds.</summary>
    /// <param name="inputSchema">The columns that there are.</param>
    /// <exception cref="ArgumentException">A column that is needed is not there.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Input.Check([.. inputSchema.Select(column => column.Name)]);
        var added = OutputColumns.Shapes;
        return new SchemaShape([.. inputSchema.Where(column => added.All(a => a.Name != column.Name)), .. added]);
    }

    /// <summary>The same trainer for another number of components; its streams are its own.</summary>
    /// <param name="components">K ≥ 1.</param>
    public MixtureTrainer With(int components) =>
        new(Entry, Resolved(Entry, [.. Options.Filter(o => o.Name != "components"), new("components", $"{components}")]), Input, How);

    internal static MixtureTrainer Of(
        string model,
        string[] features,
        string? weight,
        MixtureOptions how,
        IReadOnlyList<(string Name, string Value)> options
    )
    {
        var entry = Argument(how.Registry.Find(model).ToValidation());
        var all = options.Concat(how.Model.Select(pair => (pair.Key, pair.Value))).Select(pair => new ModelOption(pair.Item1, pair.Item2));
        var resolved = Resolved(entry, [.. all]);
        var named = Argument(entry.Named(new(resolved)));
        return new(entry, resolved, new(named.IsEmpty ? features : [.. named], weight), how);
    }

    /// <summary>A fit of a model to rows.</summary>
    internal static Validation<EmError, (OpenedModel Model, FittedRun Run)> Run(
        ModelEntry entry,
        Table table,
        Arr<ModelOption> options,
        MixtureOptions how,
        ColumnChoice chosen,
        Action<RunEvent<Vector>> tell
    ) =>
        from opened in entry.Open(new(table, chosen, options))
        from fit in ModelFit.Of(entry, opened.On(how.Executor), Asked(how))
        from run in Reported(fit, tell).ToValidation()
        select (opened, run);

    static Either<EmError, FittedRun> Reported(ModelFit fit, Action<RunEvent<Vector>> tell)
    {
        var run = fit
            .Events.Watched()
            .Aggregate(
                RunState.Begin(fit.Model.Problem.Chart, fit.Rule),
                (state, happened) =>
                {
                    tell(happened);
                    return RunFold.Latest(state, happened);
                }
            );
        return run.Ending.Case is RunEvent<Vector>.Failed failed
            ? failed.Error
            : new FittedRun(fit.Saved(run).IfNone(() => throw new InvalidOperationException("a run without an iterate")), run);
    }

    static FitOptions Asked(MixtureOptions how) =>
        new()
        {
            Starts = how.Starts,
            StartMethod = Prelude.Optional(how.Start),
            Rule = Prelude.Optional(how.Rule),
            Algorithm = how.Algorithm,
            Seed = how.Seed,
            Environment = ThisMachine.Environment,
        };

    static Arr<ModelOption> Resolved(ModelEntry entry, ModelOption[] options) => Argument(entry.Resolve(options.ToSeq()));

    static T Argument<T>(Validation<EmError, T> read) =>
        read.IfFail(faults => throw new ArgumentException(string.Join("; ", faults), "options"));
}

// What a fit has found: the model, and the last run.
sealed record FittedRun(SavedModel Saved, RunState<Vector> State);
