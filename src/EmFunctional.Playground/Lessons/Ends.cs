using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Numerics;
using EmFunctional.Runs;

namespace EmFunctional.Playground.Lessons;

/// <summary>The run that a guess begins, followed to its end a little at a time, so that the page stays alive while somebody drags the guess.</summary>
public sealed class Ends
{
    const int Rest = 60; // ms without another guess before a run begins
    const int Slice = 12; // ms of a frame

    int _run;
    List<Vector> _path = [];

    public event Action? Changed;

    /// <summary>θ at each iterate so far.</summary>
    public IReadOnlyList<Vector> Path => _path;

    /// <summary>How the run ended, in words; empty while it goes on.</summary>
    public string Ending { get; private set; } = "";

    /// <summary>How the last step made a number.</summary>
    public IEnumerable<string> Worked(Lesson lesson, string name) => Equations.Step(lesson, [.. _path.TakeLast(2)], name);

    public async Task Follow(Walk walk)
    {
        var ours = ++_run;
        (_path, Ending) = ([walk.Start], "");
        await Task.Delay(Rest);
        if (ours != _run)
            return;
        List<Vector> path = [];
        using var events = EmFunctional.Em.Events(walk.Lesson.Model.Problem, walk.Start, null).GetEnumerator();
        var (slice, last) = (Stopwatch.StartNew(), 0.0);
        while (ours == _run && events.MoveNext())
        {
            events.Current.Match(
                started: _ => "",
                iterated: e =>
                {
                    path.Add(e.State.Parameters);
                    _path = path;
                    last = e.State.Objective;
                    return "";
                },
                stopped: e =>
                    Ending =
                        $"{(e.Reason.IsConverged ? "It ends" : "It is stopped")} after {_path.Count - 1} iterations, at a log-likelihood of {NumberFormat.Fixed(last, 3)}.",
                failed: e => Ending = $"It fails: {e.Error}",
                resumed: _ => ""
            );
            if (slice.ElapsedMilliseconds < Slice)
                continue;
            Changed?.Invoke();
            await Task.Delay(1);
            slice.Restart();
        }
        if (ours == _run)
            Changed?.Invoke();
    }

    public void Stop() => _run++;
}
