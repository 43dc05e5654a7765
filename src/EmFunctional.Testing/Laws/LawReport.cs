using System.Diagnostics;
using System.Linq;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Testing.Laws;

/// <summary>What became of a law.</summary>
public abstract record LawOutcome
{
    LawOutcome() { }

    /// <summary>It held wherever it was tried.</summary>
    /// <param name="Checks">How often it was tried.</param>
    public sealed record Held(int Checks) : LawOutcome;

    /// <summary>It could not be tried.</summary>
    /// <param name="Why">What was lacking.</param>
    public sealed record LeftOut(string Why) : LawOutcome;

    /// <summary>It broke.</summary>
    /// <param name="Where">The first place where it did.</param>
    /// <param name="By">By how much: NaN where there is no measure.</param>
    public sealed record Broken(string Where, double By) : LawOutcome;

    /// <summary>The one place that tells the cases apart.</summary>
    public T Match<T>(Func<Held, T> held, Func<LeftOut, T> leftOut, Func<Broken, T> broken) =>
        this switch
        {
            Held o => held(o),
            LeftOut o => leftOut(o),
            Broken o => broken(o),
            _ => throw new UnreachableException(),
        };

    /// <summary><c>holds (60 checks)</c>, <c>left out: …</c>, <c>BROKEN: …, by 0.03</c>.</summary>
    public sealed override string ToString() =>
        Match(
            held: o => $"holds ({o.Checks} checks)",
            leftOut: o => $"left out: {o.Why}",
            broken: o => $"BROKEN: {o.Where}{(double.IsNaN(o.By) ? "" : $", by {NumberText.Shortest(o.By)}")}"
        );
}

/// <summary>A law of EM and what became of it.</summary>
/// <param name="Law">The law, in words.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record LawResult(string Law, LawOutcome Outcome);

/// <summary>What became of each law.</summary>
/// <param name="Model">The model.</param>
/// <param name="Seed">The seed from which the starts were drawn: the same seed gives the same report.</param>
/// <param name="Results">Law by law.</param>
public sealed record LawReport(string Model, ulong Seed, Arr<LawResult> Results)
{
    /// <summary>The laws that broke.</summary>
    public Arr<string> Broken => Results.Filter(result => result.Outcome is LawOutcome.Broken).Map(result => result.Law);

    /// <summary>The laws that could not be tried.</summary>
    public Arr<string> LeftOut => Results.Filter(result => result.Outcome is LawOutcome.LeftOut).Map(result => result.Law);

    /// <summary>This report, if no law broke: for a test that ends here otherwise.</summary>
    /// <exception cref="LawsBrokenException">A law broke; the message is the report.</exception>
    public LawReport OrThrow() => Broken.IsEmpty ? this : throw new LawsBrokenException(this);

    /// <summary>A line for each law.</summary>
    public override string ToString() =>
        string.Join(
            '\n',
            Results
                .Select(result => $"  {result.Law}: {result.Outcome}")
                .Prepend(
                    $"EM laws of {Model}, seed {Seed}: {Results.Count - Broken.Count - LeftOut.Count} hold, {LeftOut.Count} left out, "
                        + $"{Broken.Count} broken"
                )
        );
}

/// <summary>A model breaks a law of EM.</summary>
/// <param name="report">Which, where and by how much.</param>
public sealed class LawsBrokenException(LawReport report) : Exception(report.ToString())
{
    /// <summary>Which, where and by how much.</summary>
    public LawReport Report { get; } = report;
}
