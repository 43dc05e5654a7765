using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Runs;

/// <summary>All that determines a run: the same specification gives the same iterates, to the bit.</summary>
/// <param name="Parent">The run that this one continues, if any.</param>
/// <param name="Model">The model with its options.</param>
/// <param name="ParameterNames">The names on its chart.</param>
/// <param name="Data">The hash of the data, where the model can tell it.</param>
/// <param name="Blocks">Into how many blocks the data are cut.</param>
/// <param name="Algorithm">The algorithm's name.</param>
/// <param name="MemoryNames">What the algorithm remembers.</param>
/// <param name="Rule">The stop rule's text.</param>
/// <param name="Seed">The seed of what is random, if anything is.</param>
/// <param name="Start">θ at iteration 0, on the chart.</param>
public sealed record RunSpecification(
    Option<RunParent> Parent,
    ModelName Model,
    Arr<string> ParameterNames,
    Option<Hash256> Data,
    int Blocks,
    string Algorithm,
    Arr<string> MemoryNames,
    string Rule,
    Option<ulong> Seed,
    Vector Start
)
{
    /// <summary>The specification of a run that begins at a start.</summary>
    /// <param name="problem">A model with its data.</param>
    /// <param name="start">θ at iteration 0.</param>
    /// <param name="rule">When to stop.</param>
    /// <param name="options">What else makes up the run.</param>
    public static RunSpecification Of<TParams>(Problem<TParams> problem, TParams start, StopRule rule, RunOptions<TParams> options)
    {
        var algorithm = options.Algorithm(problem.Evaluate, problem.Chart);
        return new(
            options.Parent,
            problem.Model,
            problem.Chart.Names,
            problem.Identify(),
            problem.Blocks,
            algorithm.Name,
            algorithm.MemoryNames,
            rule.Text,
            options.Seed,
            problem.Chart.ToFlat(start)
        );
    }

    /// <summary>The run's identity: the SHA-256 of the specification's canonical bytes.</summary>
    public Hash256 Id
    {
        get
        {
            var bytes = new Canonical().Add("run").Add(RunEvent.Schema);
            Parent.Match(p => bytes.Add("parent").Add(p.Run).Add(p.Iteration).Add(p.Why), () => bytes.Add("no parent"));
            bytes.Add(Model.Name).Add(Model.Options.Count);
            foreach (var option in Model.Options)
                bytes.Add(option.Name).Add(option.Value);
            Add(bytes, ParameterNames);
            Data.Match(data => bytes.Add("data").Add(data), () => bytes.Add("no data"));
            bytes.Add(Blocks).Add(Algorithm);
            Add(bytes, MemoryNames);
            bytes.Add(Rule);
            Seed.Match(seed => bytes.Add("seed").Add((int)(seed >> 32)).Add((int)seed), () => bytes.Add("no seed"));
            return bytes.Add(Start).Hash();
        }
    }

    static void Add(Canonical bytes, Arr<string> names)
    {
        bytes.Add(names.Count);
        foreach (var name in names)
            bytes.Add(name);
    }
}

/// <summary>The run that another continues, or the tournament to which it belongs.</summary>
/// <param name="Run">Its identity.</param>
/// <param name="Iteration">The iterate at which the other begins.</param>
/// <param name="Why">
/// Why it does, by name: <c>rule</c> (under another rule), <c>saddle</c> (<see cref="BeyondSaddle"/>), <c>drop</c> and <c>restart</c> (in the place of one that failed), and in a tournament
/// <c>start 2 of 8</c>, <c>start 2 of 8, restart</c> and, for the run that repeats the best of them, <c>winner</c>.
/// </param>
public sealed record RunParent(Hash256 Run, int Iteration, string Why)
{
    /// <summary>Why a contestant goes on, in journals of tournaments in rounds, as earlier versions wrote them.</summary>
    public const string Round = "round";

    /// <summary>Why the best run of a tournament is told again at its end.</summary>
    public const string Winner = "winner";

    const string Start = "start ";
    const string Separator = ", ";

    /// <summary>The parent of one of several starts: the tournament.</summary>
    /// <param name="tournament">The tournament's identity.</param>
    /// <param name="place">Which start, from 0.</param>
    /// <param name="count">Of how many.</param>
    public static RunParent OfStart(Hash256 tournament, int place, int count) => new(tournament, 0, $"{Start}{place + 1} of {count}");

    /// <summary>Which start of a tournament the run comes from, such as <c>start 2 of 8</c>.</summary>
    public Option<string> Contestant => Why.StartsWith(Start, StringComparison.Ordinal) ? Why.Split(Separator)[0] : Option<string>.None;

    /// <summary>The same as numbers: which start, from 1, of how many; nothing where the words say no such thing.</summary>
    public Option<(int Start, int Count)> Place =>
        Contestant.Bind(name =>
            name[Start.Length..].Split(" of ") is [var start, var count] && int.TryParse(start, out var i) && int.TryParse(count, out var n)
                ? Prelude.Some((i, n)).Filter(place => 1 <= place.i && place.i <= place.n)
                : Option<(int, int)>.None
        );

    internal bool IsOfLaterStart => Place.Exists(place => place.Start > 1);

    /// <summary>Whether the run is one of several between which nothing is decided yet: its end is not the end of the fit.</summary>
    public bool IsContestant => Why == Round || Contestant.IsSome;

    /// <summary>Whether the run begins with the very parameters at which its parent ended.</summary>
    public bool Continues => Why is "rule" or Round;

    /// <summary>Why it takes the place of a run that failed, whichever start that came from: <c>drop</c>, <c>restart</c>.</summary>
    public string Policy => Why.Split(Separator)[^1];

    /// <summary>The same reason of a run that takes the place of a contestant.</summary>
    internal static string Of(string contestant, string policy) => contestant + Separator + policy;
}

/// <summary>What makes up a run besides model, data, start and rule.</summary>
public sealed record RunOptions<TParams>
{
    /// <summary>Plain EM, no parent, no seed, an unknown environment.</summary>
    public static RunOptions<TParams> Default { get; } = new();

    /// <summary>How to go from iterate to iterate.</summary>
    public Iterate<TParams> Algorithm { get; init; } = Iterating.Algorithm.Plain;

    /// <summary>The run that this one continues, if any.</summary>
    public Option<RunParent> Parent { get; init; }

    /// <summary>The seed of what is random, if anything is.</summary>
    public Option<ulong> Seed { get; init; }

    /// <summary>Where the run takes place; recorded, and without influence on any number.</summary>
    public RunEnvironment Environment { get; init; } = RunEnvironment.Unknown;
}

/// <summary>Where a run takes place: recorded for people, and no part of its identity. What was read of the data is apart: <see cref="Modelling.DataDescription"/>.</summary>
/// <param name="Software">This software and its version.</param>
/// <param name="Runtime">The .NET runtime and its version.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="Processor">The processor's architecture and vector units.</param>
public sealed record RunEnvironment(string Software, string Runtime, string OperatingSystem, string Processor)
{
    /// <summary>Nothing is known.</summary>
    public static RunEnvironment Unknown { get; } = new("", "", "", "");
}
