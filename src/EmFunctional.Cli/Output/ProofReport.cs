using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using EmFunctional.Journal;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>What came of a proof of a journal, as it is printed.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="IsSame">Whether all that was computed is what was recorded.</param>
/// <param name="Said">That in a line.</param>
sealed record ProofReport(string Journal, bool IsSame, string Said)
{
    /// <summary>Where the numbers part.</summary>
    public Option<Discrepancy> Discrepancy { get; init; }

    /// <summary>How many runs were computed anew.</summary>
    public Option<int> Runs { get; init; }

    /// <summary>How many iterates.</summary>
    public Option<int> Iterates { get; init; }

    /// <summary>The last run.</summary>
    public Option<RunState<Vector>> Last { get; init; }

    /// <summary>Whether the journal has seals.</summary>
    public bool IsSealed { get; init; } = true;

    /// <summary>Whether its last line is cut off.</summary>
    public bool IsCut { get; init; }

    /// <summary>Of how many runs the stop was taken as recorded.</summary>
    public int GivenStops { get; init; }

    /// <summary>Who signed it, as far as was asked.</summary>
    public Option<SignatureReport> Signature { get; init; }

    /// <summary>How many events of others stand in it.</summary>
    public int Others { get; init; }

    /// <summary>Who recorded it.</summary>
    public Arr<Provenance> Provenance { get; init; }

    int Code => IsSame && Signature.ForAll(by => by.IsProved) ? ExitCode.Done : ExitCode.Different;

    /// <summary>Prints it, for people or as JSON, and says how the process ends.</summary>
    public int Write(Terminal terminal, bool isJson)
    {
        using (terminal.Out)
            if (isJson)
                terminal.Data.WriteLine(ModelFile.ToText(Json()));
            else
                foreach (var line in Lines())
                    terminal.Out.WriteProse(line);
        if (Others > 0)
            terminal.Say(JournalWords.Others(Others));
        foreach (var by in Provenance)
            terminal.Say($"{by}");
        return Code;
    }

    IEnumerable<string> Lines()
    {
        yield return Said;
        if (!IsSealed)
            yield return "It is not sealed: it has no seals. Its numbers are proved, and not its times, its environment, or the words of a failure.";
        if (GivenStops > 0)
            yield return $"Not proved is the stop of {GivenStops} runs: their rule is not known by its text, or measured otherwise when they were recorded.";
        foreach (var line in Signature.Map(by => by.Line).Filter(line => line.Length > 0))
            yield return line;
    }

    JsonObject Json() =>
        new()
        {
            ["journal"] = Journal,
            ["identical"] = IsSame,
            ["said"] = Said,
            ["difference"] = Discrepancy.MatchUnsafe<JsonObject?>(
                at =>
                    new()
                    {
                        ["line"] = at.Line,
                        ["iteration"] = at.Iteration,
                        ["field"] = at.Field,
                        ["recorded"] = at.Recorded,
                        ["recomputed"] = at.Recomputed,
                    },
                () => null
            ),
            ["runs"] = Number(Runs),
            ["iterates"] = Number(Iterates),
            ["lastRun"] = Last.MatchUnsafe<JsonObject?>(
                run =>
                    new()
                    {
                        ["id"] = $"{run.Started.Map(started => started.Run).IfNone(default(Hash256))}",
                        ["iterations"] = run.Last.Map(last => last.State.Iteration).IfNone(0),
                        ["trace"] = $"{run.Trace}",
                        ["ended"] = run.Ending.IsSome,
                    },
                () => null
            ),
            ["sealed"] = IsSealed,
            ["cut"] = IsCut,
            ["stopsNotProved"] = GivenStops,
            ["signature"] = Signature.MatchUnsafe<JsonObject?>(
                by =>
                    new()
                    {
                        ["proved"] = by.IsProved && by.Key.IsSome,
                        ["key"] = by.Key.MatchUnsafe<string?>(key => $"{key}", () => null),
                        ["said"] = by.Line,
                    },
                () => null
            ),
            ["otherEvents"] = Others,
            ["provenance"] = JournalWords.Json(Provenance),
        };

    static JsonValue? Number(Option<int> count) => count.MatchUnsafe<JsonValue?>(n => JsonValue.Create(n), () => null);
}

/// <summary>What is to be said of who signed a journal.</summary>
/// <param name="Line">That in a line; empty where nothing is.</param>
/// <param name="IsProved">Whether it is as asked.</param>
/// <param name="Key">The key that signed it, where that was proved.</param>
sealed record SignatureReport(string Line, bool IsProved, Option<Hash256> Key);
