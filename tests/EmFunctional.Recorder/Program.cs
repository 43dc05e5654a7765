// Records a run slowly, each line in pieces, and says each event once a subscriber saw it: Recorder MODEL JOURNAL
// It exists to be killed.

using System.IO;
using EmFunctional;
using EmFunctional.Journal;
using EmFunctional.Recorder;

var (problem, start) = Problems.Of(args[0]);
using var file = JournalFile.Create(args[1], wrap: stream => new SlowStream(stream)).OrThrow();
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
Em.Run(problem, start, Problems.Rule, new())
    .Journal(problem.Chart, file.Logger)
    .Subscribe(happened =>
        output.WriteLine(happened.Match(_ => "started", e => $"{e.State.Iteration}", _ => "stopped", _ => "failed", _ => "resumed"))
    );
