using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Tables;
using LanguageExt;

namespace EmFunctional.Stores;

/// <summary>How a run stands.</summary>
public enum RunStanding
{
    /// <summary>Somebody writes it.</summary>
    Running,

    /// <summary>It has no end, and nobody writes it: it can be resumed.</summary>
    Interrupted,

    /// <summary>It ended since a criterion of convergence was met.</summary>
    Converged,

    /// <summary>It ended since its budget was spent.</summary>
    Stopped,

    /// <summary>It ended with an error, or its objective fell.</summary>
    Failed,
}

/// <summary>A journal of a store, as a list of them shows it: its last run, which is the result where it has several.</summary>
/// <param name="Name">How the journal is named: <c>STORE#RUN</c>.</param>
/// <param name="Id">The id of its first run.</param>
/// <param name="Last">The id of its last run; the same where it has one.</param>
/// <param name="Starts">How many runs it has.</param>
/// <param name="Model">The model with its options.</param>
/// <param name="Read">What was read of the data.</param>
/// <param name="Data">The hash of the data, where there is one.</param>
/// <param name="Began">When its first run began.</param>
/// <param name="Latest">When its last event was recorded.</param>
/// <param name="Iteration">How far the last run came; nothing where it has no iterate.</param>
/// <param name="Objective">The objective there.</param>
/// <param name="Standing">How the last run stands.</param>
/// <param name="Verdict">The same in words.</param>
/// <param name="Fault">Why the rest is not known, where a line of it cannot be read.</param>
public sealed record StoredRun(
    string Name,
    string Id,
    Hash256 Last,
    int Starts,
    ModelName Model,
    DataDescription Read,
    Option<Hash256> Data,
    DateTimeOffset Began,
    DateTimeOffset Latest,
    Option<int> Iteration,
    Option<double> Objective,
    RunStanding Standing,
    string Verdict,
    Option<string> Fault
);
