// Records a run slowly, each line in pieces, and says each event once a subscriber saw it: Recorder MODEL JOURNAL
// It exists to be killed. Or prints the matrix of digests: Recorder matrix; of as many rows, without threads: Recorder matrix 2000

using System.IO;
using EmFunctional;
using EmFunctional.Journal;
using EmFunctional.Recorder;
using EmFunctional.Stores;

if (args is ["matrix", ..])
{
    foreach (var line in args is [_, var rows] ? new Matrix(int.Parse(rows)).LinesOnce() : new Matrix(Matrix.Many).Lines())
        Console.WriteLine(line);
    return;
}
var (problem, start) = Problems.Of(args[0]);
using var file = JournalStore
    .Find(args[1])
    .Match(found => found.Store.New.Create(), () => JournalFile.Create(args[1], wrap: stream => new SlowStream(stream)))
    .OrThrow();
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
Em.Run(problem, start, Problems.Rule, new())
    .Journal(problem.Chart, file.Logger)
    .Subscribe(happened =>
        output.WriteLine(happened.Match(_ => "started", e => $"{e.State.Iteration}", _ => "stopped", _ => "failed", _ => "resumed"))
    );
