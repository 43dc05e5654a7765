using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>How to fit an opened model; what is not said is as <c>em fit</c> has it.</summary>
public sealed record FitOptions
{
    /// <summary>One start of the model's first way, plain EM by its own rule.</summary>
    public static FitOptions Default { get; } = new();

    /// <summary>N ≥ 1, how many starts: each is run to its end, and the best is the result.</summary>
    public int Starts { get; init; } = 1;

    /// <summary>
    /// The start method, by name; the model's methods in turn if none is named, its first one first. Of several starts, a method that draws nothing makes the
    /// first, and the model's methods that draw make the others.
    /// </summary>
    public Option<string> StartMethod { get; init; }

    /// <summary>Makes θ at iteration 0 of the one that would be drawn, in its place.</summary>
    public Option<Func<Vector, Validation<EmError, Vector>>> Given { get; init; }

    /// <summary>When to stop; the algorithm's own rule if there is none.</summary>
    public Option<StopRule> Rule { get; init; }

    /// <summary>How to go from iterate to iterate.</summary>
    public Iterate<Vector> Algorithm { get; init; } = Iterating.Algorithm.Plain;

    /// <summary>Whether a child run leads on from where the run converges at a saddle (<see cref="BeyondSaddle"/>).</summary>
    public bool LeavesSaddles { get; init; }

    /// <summary>The seed of what is random; <see cref="ModelFit.DefaultSeed"/> if there is none.</summary>
    public Option<ulong> Seed { get; init; }

    /// <summary>Where the runs take place; recorded, and without influence on any number.</summary>
    public RunEnvironment Environment { get; init; } = RunEnvironment.Unknown;

    /// <summary>How many numbers the starts may have together.</summary>
    public long Limit { get; init; } = ModelRequest.DefaultLimit;
}

/// <summary>A fit that can begin: what <c>em fit</c> runs.</summary>
/// <param name="Entry">The kind of model.</param>
/// <param name="Model">The model with its data.</param>
/// <param name="Starts">θ at iteration 0 of each start.</param>
/// <param name="Rule">When to stop.</param>
/// <param name="Options">What else makes up the runs.</param>
public sealed record ModelFit(ModelEntry Entry, OpenedModel Model, Arr<Vector> Starts, StopRule Rule, RunOptions<Vector> Options)
{
    /// <summary>What is random is drawn from this seed unless another is given.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>Who computes the runs of several starts; one after the other if null.</summary>
    public ComputeRuns<Vector>? Compute { get; init; }

    /// <summary>Whether a child run leads on from where the run converges at a saddle (<see cref="BeyondSaddle"/>).</summary>
    public bool LeavesSaddles { get; init; }

    /// <summary>Draws the starts.</summary>
    /// <param name="entry">The kind of model.</param>
    /// <param name="model">The model with its data.</param>
    /// <param name="options">How to fit it; as <c>em fit</c> does if null.</param>
    /// <returns>The fit; or an unknown way to start, one that cannot be drawn more than once, or a start that is none of this model.</returns>
    /// <example>
    /// <code><![CDATA[
    /// var entry = Registry.Standard.Models.First(model => model.Name == "normal-mixture");
    /// var table = Rows.Of(new double[,] { { 54 }, { 51 }, { 58 }, { 79 }, { 81 }, { 77 }, { 84 }, { 52 }, { 80 } }, "waiting");
    /// var run = (
    ///     from options in entry.Resolve(new ModelOption("components", "2"))
    ///     from model in entry.Open(new(table, ColumnChoice.Default, options))
    ///     from fit in ModelFit.Of(entry, model, new() { Starts = 5 })
    ///     select fit.Run()
    /// ).OrThrow();
    /// Console.WriteLine(run.Last.Map(last => $"{last.State.Objective:F6}").IfNone("no iterate")); // prints: -27.095198
    /// ]]></code>
    /// </example>
    public static Validation<EmError, ModelFit> Of(ModelEntry entry, OpenedModel model, FitOptions? options = null)
    {
        var asked = options ?? FitOptions.Default;
        var seed = asked.Seed.IfNone(DefaultSeed);
        return from few in Models.Starts.Bear(asked.Starts, model, asked.Limit)
            from methods in MethodsOf(model.Starting, asked.StartMethod)
            from drawn in Models.Starts.Draw(methods, asked.Starts, new Seed(seed)).ToValidation()
            from starts in asked.Given.Match(given => given(drawn[0]).Map(start => Arr.create(start)), () => drawn)
            let isRandom = asked.Starts > 1 || methods[0].IsDrawn || asked.Seed.IsSome || model.Starting.Fallback(new Seed(seed)).IsSome
            select new ModelFit(
                entry,
                model,
                starts,
                asked.Rule.IfNone(() => asked.Algorithm(model.Problem.Evaluate, model.Problem.Chart).DefaultRule),
                new()
                {
                    Algorithm = asked.Algorithm,
                    Seed = isRandom ? seed : Option<ulong>.None,
                    Environment = asked.Environment,
                }
            )
            {
                LeavesSaddles = asked.LeavesSaddles,
            };
    }

    static Validation<EmError, Arr<StartEntry>> MethodsOf(Starting starting, Option<string> name) =>
        name.Match(
            asked =>
                starting
                    .Methods.Find(method => method.Name == asked)
                    .Map(starting.From)
                    .ToValidation<EmError>(new EmError.UnknownName("start", asked, starting.Methods.Map(method => method.Name))),
            () => starting.Methods
        );

    /// <summary>The events of the run, or of all runs that it takes: a tournament of starts, what takes the place of one that fails, and what leads on from a saddle.</summary>
    public IEnumerable<RunEvent<Vector>> Events
    {
        get
        {
            var events = Tournament.Events(Model.Problem, Starts, Rule, Options, Compute, Model.Starting.FallbackOf(Options));
            return LeavesSaddles ? BeyondSaddle.Events(Model.Problem, events, Rule, Options) : events;
        }
    }

    /// <summary>The last run at its end.</summary>
    /// <param name="through">What the events go through on their way, such as what watches them; nothing if null.</param>
    public RunState<Vector> Run(Func<IEnumerable<RunEvent<Vector>>, IEnumerable<RunEvent<Vector>>>? through = null) =>
        (through is null ? Events : through(Events)).Aggregate(RunState.Begin(Model.Problem.Chart, Rule), Runs.Run.Latest);

    /// <summary>What a run of this fit has found, as a model that can be kept; nothing of one that has no iterate.</summary>
    /// <param name="run">The run.</param>
    public Option<SavedModel> Saved(RunState<Vector> run) =>
        SavedModel
            .Find(run)
            .Map(saved =>
                saved with
                {
                    // Components may have been dropped.
                    Fit = saved.Fit.Map(fit =>
                        fit with
                        {
                            Size = Model.Rows.Size,
                            DegreesOfFreedom = Entry.DegreesOfFreedomOf(saved).IfNone(fit.DegreesOfFreedom),
                        }
                    ),
                }
            );

    /// <summary>The criteria by which a fitted model is compared with others.</summary>
    /// <param name="saved">What was found.</param>
    /// <exception cref="ArgumentException">It has no record of its fit.</exception>
    public Criteria CriteriaOf(SavedModel saved)
    {
        var fit = saved.Fit.IfNone(() => throw new ArgumentException("a model without the record of its fit", nameof(saved)));
        return new(fit.Objective - Model.LogPrior(saved), fit.DegreesOfFreedom, Model.Rows.Size, Model.Rows.Entropy(saved))
        {
            HardEntropy = Model.Rows.HardEntropy(saved),
        };
    }
}
