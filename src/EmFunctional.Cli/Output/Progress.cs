using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Numerics;
using EmFunctional.Plotting;
using EmFunctional.Runs;
using LanguageExt;
using Spectre.Console;

namespace EmFunctional.Cli.Output;

/// <summary>What a person sees while a fit runs: a line that changes ten times a second, or a plain line a second where nobody watches.</summary>
static class Progress
{
    // What is left of the line below is written over.
    const int MostOfALine = 100;

    public static IDisposable Show(IObservable<RunEvent<Vector>> events, Terminal terminal)
    {
        if (terminal.IsQuiet)
            return Disposable.Empty;
        var seen = events.Scan(Seen.Nothing, (seen, happened) => seen.After(happened)).Where(seen => seen.IsNew);
        return Lines(
            (terminal.IsWatched ? seen : seen.Skip(1))
                .Sample(Pace(terminal), TaskPoolScheduler.Default)
                .Select(now => now.Line + (terminal.Beside is { } beside ? $"  {beside.Line()}" : "")),
            terminal
        );
    }

    static TimeSpan Pace(Terminal terminal) => TimeSpan.FromMilliseconds(terminal.IsWatched ? 100 : 1000);

    static IDisposable Lines(IObservable<string> lines, Terminal terminal)
    {
        if (!terminal.IsWatched)
            return lines.Subscribe(terminal.Say, _ => { });
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Screen) });
        var shown = lines.Subscribe(line => Rewrite(console, line), _ => Rewrite(console, ""), () => Rewrite(console, ""));
        return Disposable.Create(() =>
        {
            shown.Dispose();
            Rewrite(console, "");
        });
    }

    /// <summary>Says how far something is that takes more than two seconds.</summary>
    public static IDisposable Of(Terminal terminal, Func<string> line) =>
        terminal.IsQuiet
            ? Disposable.Empty
            : Lines(Observable.Timer(TimeSpan.FromSeconds(2), Pace(terminal), TaskPoolScheduler.Default).Select(_ => line()), terminal);

    /// <summary>Computes something of each row, and says how far that is where it takes its time.</summary>
    public static T[] Rows<T>(Terminal terminal, string deed, int count, Func<int, T> row)
    {
        var (rows, done) = (new T[count], 0);
        using var shown = Of(terminal, () => $"{deed}: {done} of {count} rows");
        for (; done < count; done++)
            rows[done] = row(done);
        return rows;
    }

    /// <summary>Says a line that stays, also where another is written again and again below it.</summary>
    public static void Keep(Terminal terminal, string line) =>
        terminal.Say(terminal.IsWatched && !terminal.IsQuiet ? line.PadRight(MostOfALine) : line);

    /// <summary>Takes a line away that is written again and again, before another goes to the same screen.</summary>
    public static void Clear(Terminal terminal)
    {
        if (terminal.IsWatched && !terminal.IsQuiet)
            terminal.Screen.Write($"\r{new string(' ', Math.Min(MostOfALine, (terminal.Error.Look.Width ?? MostOfALine) - 1))}\r");
    }

    /// <summary>Says how many rows are read, where reading takes its time.</summary>
    public static Tables.Table Reading(Tables.Table table, Terminal terminal)
    {
        if (table.Blocks is { } blocks)
            terminal.Say(
                $"{table.Source}: {blocks.Rows} rows of {blocks.Columns} {(blocks.Columns == 1 ? "column" : "columns")}, read in {blocks.Blocks} {(blocks.Blocks == 1 ? "block" : "blocks")} in every pass"
            );
        return terminal.IsQuiet ? table : table with { Rows = Counted(table, terminal) };
    }

    static System.Collections.Generic.IEnumerable<Tables.TableRow> Counted(Tables.Table table, Terminal terminal)
    {
        var (rows, next) = (0, DateTime.UtcNow.AddSeconds(1));
        foreach (var row in table.Rows)
        {
            if (++rows % 4096 == 0 && DateTime.UtcNow >= next)
            {
                terminal.Say($"{table.Source}: {rows} rows read");
                next = DateTime.UtcNow.AddSeconds(1);
            }
            yield return row;
        }
    }

    /// <summary>Says once a second how much of a text is read.</summary>
    public static Action<long> Converting(string source, Terminal terminal)
    {
        var next = DateTime.UtcNow.AddSeconds(1);
        return rows =>
        {
            if (DateTime.UtcNow < next)
                return;
            terminal.Say($"{source}: {rows} rows read");
            next = DateTime.UtcNow.AddSeconds(1);
        };
    }

    static void Rewrite(IAnsiConsole console, string line)
    {
        var width = Math.Max(10, console.Profile.Width - 1);
        console.Profile.Out.Writer.Write(
            $"\r{(line.Length > width ? line[..width] : line).PadRight(width)}{(line.Length == 0 ? "\r" : "")}"
        );
    }

    // The newest iterate with the name of its objective; new where the last event was an iterate.
    sealed record Seen(string Objective, IterationState<Vector>? State, double Gain, ConvergenceMonitor Monitor, bool IsNew)
    {
        public static Seen Nothing { get; } =
            new("log-likelihood", null, double.NaN, ConvergenceMonitor.Begin(StopRule.Iterations(int.MaxValue)), false);

        public Seen After(RunEvent<Vector> happened) =>
            happened switch
            {
                RunEvent<Vector>.Started started => this with { Objective = RunDescription.Of(started).Objective, IsNew = false },
                RunEvent<Vector>.Iterated { State: var state } => this with
                {
                    State = state,
                    Gain = State is null ? double.NaN : state.Objective - State.Objective,
                    Monitor = Monitor.Push(state),
                    IsNew = true,
                },
                _ => this with { IsNew = false },
            };

        public string Line =>
            $"iteration {State!.Iteration}  {Objective} {NumberFormat.Significant(State.Objective, 10)}"
            + (double.IsNaN(Gain) ? "" : $"  gain {NumberFormat.Significant(Gain, 3)}")
            + Remaining.Match(left => $"  still to gain about {NumberFormat.Significant(left, 3)}", () => "");

        // An accelerated run takes more than a pass a step, and Aitken's estimate does not hold for it.
        Option<double> Remaining => State!.Evaluations == State.Iteration + 1 ? Monitor.Remaining : Option<double>.None;
    }
}
