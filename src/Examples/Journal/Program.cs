// Records a run in several places at once, replays it, interrupts and resumes it: Journal FOLDER

using System.IO;
using System.Reactive.Linq;
using EmFunctional;
using EmFunctional.Examples;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Streams;
using Serilog;

var folder = Directory.CreateDirectory(args.Length == 1 ? args[0] : Path.GetTempPath()).FullName;
var flips = Flips.Parse("HTTTHHTHTH", "HHHHTHHHHH", "HTHHHHHTHH", "HTHTTTHHTT", "THHHTHHHTH").OrThrow();
var coins = Mixture.Of<Coin>(components: 2);
var problem = Problem.Of(coins, flips).OrThrow();
var start = coins.At(("theta", [0.6, 0.5])).OrThrow();

// The journal: one file, sealed; a write that fails stops the run.
var path = Path.Combine(folder, "run.clef");
using (var journal = JournalFile.Create(path, force: true).OrThrow())
{
    // Any sink of Serilog's may be the audit trail instead, or listen as well: AuditTo raises, WriteTo does not.
    var counter = new CountingSink();
    using var logger = new LoggerConfiguration()
        .MinimumLevel.Verbose()
        .WriteTo.Console(outputTemplate: "{Level:u3} {Message:lj}{NewLine}")
        .WriteTo.File(new ClefFormatter(), Path.Combine(folder, "rolling-.clef"), rollingInterval: RollingInterval.Day)
        .AuditTo.Sink(counter)
        .CreateLogger();
    Em.Run(problem, start, StopRule.Default, new())
        .Journal(problem.Chart, journal.Logger)
        .Journal(problem.Chart, logger)
        .Take(6) // as if somebody pulled the plug
        .Subscribe();
    Console.WriteLine($"{counter.Count} events recorded, then interrupted");
}

// Resume: what the journal has and the data give the same bits as an uninterrupted run.
Recorded.Resume(path, problem).Subscribe();

// Replay: the same states as the live run's.
Recorded
    .Replay(path, problem.Chart)
    .States()
    .LastAsync()
    .Subscribe(state => Console.WriteLine($"replayed to iteration {state.Iteration}: theta {state.Parameters.Theta}"));
