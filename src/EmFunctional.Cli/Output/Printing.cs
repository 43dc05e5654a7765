using System.CommandLine;

namespace EmFunctional.Cli.Output;

/// <summary>How what is found is printed, and where to.</summary>
/// <param name="Parsed">The call.</param>
/// <param name="Results">What it asks of results.</param>
/// <param name="Terminal">Where they go.</param>
sealed record Printing(ParseResult Parsed, Results Results, Terminal Terminal)
{
    /// <summary>Whether every iterate is to be kept.</summary>
    public bool NeedsTrace => Results.NeedsTrace(Parsed);

    /// <summary>Whether a run that did not converge is to count as failed.</summary>
    public bool RequiresConvergence => Results.RequiresConvergence(Parsed);
}
