using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Models;

/// <summary>Where a run may start, and start again.</summary>
/// <param name="Methods">The start methods, the default first.</param>
public sealed record Starting(Arr<StartEntry> Methods)
{
    /// <summary>The methods of several starts where one was asked for: it alone, or, where it draws nothing, it first and then those that draw.</summary>
    /// <param name="method">The method that was asked for.</param>
    public Arr<StartEntry> From(StartEntry method) =>
        method.IsDrawn ? Arr.create(method) : Methods.Filter(other => other.IsDrawn).Insert(0, method);

    /// <summary>From where a start that is given in part is completed, where components can be told apart.</summary>
    public Option<AlikeStart> Alike { get; init; }

    /// <summary>What takes the place of a run that failed, given the seed of what is random.</summary>
    public Func<Seed, Option<Fallback<Vector>>> Fallback { get; init; } = _ => Option<Fallback<Vector>>.None;

    /// <summary>The same for runs with a seed; null where nothing does.</summary>
    /// <param name="options">What makes up the runs.</param>
    public Fallback<Vector>? FallbackOf(RunOptions<Vector> options) =>
        Fallback(new Seed(options.Seed.IfNone(0))).MatchUnsafe<Fallback<Vector>?>(fallback => fallback, () => null);
}

/// <summary>Where a model's components are told apart, for a start that is given in part.</summary>
/// <param name="Telling">The groups by which rows can be told whose they are.</param>
/// <param name="Start">A start at which all components are alike in these.</param>
public sealed record AlikeStart(Arr<string> Telling, Func<Either<EmError, Vector>> Start);

/// <summary>A start method.</summary>
/// <param name="Name">Its name: <c>quantiles</c>, <c>k-means++</c> …</param>
/// <param name="IsDrawn">Whether it depends on the seed.</param>
/// <param name="Draw">The start, or why there is none.</param>
public sealed record StartEntry(string Name, bool IsDrawn, Func<Seed, Either<EmError, Vector>> Draw)
{
    /// <summary>A start that needs no randomness.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="start">The start.</param>
    public static StartEntry Fixed(string name, Vector start) => new(name, IsDrawn: false, _ => start);

    /// <summary>A start that depends on the seed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="draw">Draws it; of several faults the first counts.</param>
    internal static StartEntry Drawn(string name, Func<Seed, Validation<EmError, Vector>> draw) =>
        new(name, IsDrawn: true, seed => draw(seed).ToEither().MapLeft(faults => faults.Head));
}
