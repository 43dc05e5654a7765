using System.Collections.Generic;
using System.IO;
using EmFunctional.Journal;
using EmFunctional.Modelling;
using EmFunctional.Tables;

namespace EmFunctional.Cli.Output;

/// <summary>Where the tool writes: results to one place, everything else to another, unless it is to be quiet.</summary>
/// <param name="Out">Results for people.</param>
/// <param name="Data">Results for programs: as they are, unless they go to a person's screen.</param>
/// <param name="Error">Everything else.</param>
/// <param name="Screen">The same place without the care for control characters, for a line that is written again and again.</param>
/// <param name="IsWatched">Whether a person watches what is not a result.</param>
/// <param name="IsQuiet">Whether only errors are written besides results.</param>
sealed record Terminal(PlainWriter Out, TextWriter Data, PlainWriter Error, TextWriter Screen, bool IsWatched, bool IsQuiet)
{
    /// <summary>What goes on beside the run, if anything does.</summary>
    public Beside? Beside { get; init; }

    public static Terminal OfProcess(bool quiet)
    {
        var data = new StreamWriter(new GuardedStream(Console.OpenStandardOutput, isResult: true)) { AutoFlush = false };
        var screen = TextWriter.Synchronized(
            new StreamWriter(new GuardedStream(Console.OpenStandardError, isResult: false)) { AutoFlush = true }
        );
        var plain = new PlainWriter(data, Look.Of(Console.IsOutputRedirected));
        return new(
            plain,
            Console.IsOutputRedirected ? data : plain,
            new PlainWriter(screen, Look.Of(Console.IsErrorRedirected)),
            screen,
            !quiet && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
            quiet
        );
    }

    /// <summary>Says something that is not a result.</summary>
    public void Say(string line)
    {
        if (!IsQuiet)
            Error.WriteLine(line);
    }

    /// <summary>Says what was read.</summary>
    public void Tell(DataDescription read)
    {
        if (!IsQuiet)
            foreach (var line in read.Lines())
                Error.WriteProse(line);
    }

    /// <summary>Ends on wrong usage or input: nothing is written but the errors.</summary>
    public int Refuse(IEnumerable<EmError> errors)
    {
        var count = 0;
        foreach (var error in errors)
        {
            Error.WriteLine(error.Advised());
            count++;
        }
        if (count >= Tables.Table.MostErrors)
            Error.WriteLine($"… reading ended after {count} errors");
        return ExitCode.BadInput;
    }

    /// <summary>Ends on a journal that could not be written to its end.</summary>
    public int Fail(JournalError error)
    {
        Error.WriteLine(error.Advised());
        return ExitCode.NotFitted;
    }

    /// <summary>Ends on a journal that cannot be read or written.</summary>
    public int Refuse(JournalError error)
    {
        if (error is JournalError.Unfit unfit)
            return Refuse(unfit.Errors);
        Error.WriteLine(error.Advised());
        return ExitCode.BadInput;
    }

    /// <summary>The same, where the error is of a line and does not name the journal.</summary>
    public int Refuse(string journal, JournalError error, int exitCode = ExitCode.BadInput)
    {
        Error.WriteLine(Named(journal, error));
        return exitCode;
    }

    /// <summary>An error with the name of its journal.</summary>
    public static string Named(string journal, JournalError error)
    {
        var text = error.Advised();
        return text.StartsWith(journal, StringComparison.Ordinal) ? text : $"{journal}: {text}";
    }
}

/// <summary>How the process ends.</summary>
static class ExitCode
{
    public const int Done = 0;
    public const int NotFitted = 1;
    public const int BadInput = 2;
    public const int Different = 3;
    public const int Interrupted = 130;
}
