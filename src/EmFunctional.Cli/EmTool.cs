using System.CommandLine;
using System.CommandLine.Help;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Help;
using EmFunctional.Cli.Output;
using EmFunctional.Cli.Verbs;
using EmFunctional.Cli.Verbs.Quantifying;
using EmFunctional.Cli.Verbs.Tokenising;
using EmFunctional.Families;
using EmFunctional.Journal;
using EmFunctional.Models;

namespace EmFunctional.Cli;

/// <summary>The tool <c>em</c>, with families and models of one's own if there are any.</summary>
public static class EmTool
{
    /// <summary>Does what a call asks for: <c>return EmTool.Run(args, FamilyEntry.Of&lt;MyFamily&gt;("what it is of"));</c></summary>
    /// <param name="args">The words of the call.</param>
    /// <param name="families">Families beside those that there are; <c>--family</c> and <c>--emission</c> know them by name.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, params FamilyEntry[] families) => Run(args, Registry.Standard.Add(families));

    /// <summary>The same with a registry, for models of one's own.</summary>
    /// <param name="args">The words of the call.</param>
    /// <param name="registry">The models.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, Registry registry)
    {
        ThisProgram.Passes(args);
        GuardedStream.OccupyClosed();
        Signals.KeepOnTooLargeFiles();

        var terminal = Terminal.OfProcess(quiet: false);
        if (OtherJournals.NoJournal(args).Case is (string journal, JournalError error))
            return terminal.Refuse(journal, error);
        return OtherJournals.Meant(args).Match(Right: words => Run(words, registry, terminal), Left: error => terminal.Refuse([error]));
    }

    static int Run(string[] words, Registry registry, Terminal terminal)
    {
        // @name is a sample, not a file of arguments.
        var parsed = Root(registry).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        Signals.EndOnInterrupts(line =>
        {
            Progress.Clear(terminal);
            terminal.Error.WriteLine(line);
        });
        try
        {
            if (parsed.Errors.Count > 0)
            {
                foreach (var message in Usage.Messages(parsed))
                    terminal.Error.WriteLine(message);
                return ExitCode.BadInput;
            }
            // Help and suggestions are words of ours, and of several lines.
            using var told = new StreamWriter(new GuardedStream(Console.OpenStandardOutput, isResult: true));
            var invocation = new InvocationConfiguration
            {
                Output = told,
                Error = terminal.Error,
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
            };
            return parsed.Invoke(invocation);
        }
        catch (OutputException error)
        {
            terminal.Error.WriteLine($"standard output: {error.Message}; nothing else is lost, write the results elsewhere");
            return ExitCode.NotFitted;
        }
        catch (Exception error) when (Cause(error) is IOException or JournalException)
        {
            terminal.Error.WriteLine($"{Cause(error).Message}; the call was given up");
            return ExitCode.NotFitted;
        }
    }

    // What a logger raises wraps what its sink did.
    static Exception Cause(Exception error) => error is AggregateException ? error.GetBaseException() : error;

    /// <summary>The verbs.</summary>
    internal static RootCommand Root(Registry registry)
    {
        var root = new RootCommand("Expectation-Maximisation that explains itself")
        {
            FitVerb.Create(registry),
            ExplainVerb.Create(registry),
            SelectVerb.Create(registry),
            ImputeVerb.Create(registry),
            PredictVerb.Create(registry),
            ScoreVerb.Create(registry),
            SampleVerb.Create(registry),
            ConvertVerb.Create(),
            PartitionVerb.Create(),
            QuantVerb.Create(),
            TokeniseVerb.Create(),
            PlotVerb.Create(registry),
            WatchVerb.Create(registry),
            ServeVerb.Create(),
            ReplayVerb.Create(registry),
            ResumeVerb.Create(registry),
            VerifyVerb.Create(registry),
            DiffVerb.Create(),
            RunsVerb.Create(),
            WorkerVerb.Create(registry),
            ModelsVerb.Create(registry),
            SamplesVerb.Create(),
            CompletionVerb.Create(),
        };
        root.Options.OfType<HelpOption>().Single().Action = new HelpPage.Action(registry);
        return root;
    }
}
