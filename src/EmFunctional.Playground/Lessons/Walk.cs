using System.Collections.Generic;
using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Models;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>A run that is gone through by hand, half a step at a time: E, M, E, M and back; and K-means beside it, half a step at a time too.</summary>
public sealed class Walk
{
    readonly Algorithm<Vector> _algorithm;
    readonly List<(Carried<Vector> At, TraceDigest Digest, Arr<Vector> Middles)> _iterates = [];

    IReadOnlyList<RowPosterior>? _rows;

    Walk(Lesson lesson, Vector start, Algorithm<Vector> algorithm) => (Lesson, Start, _algorithm) = (lesson, start, algorithm);

    /// <summary>A walk from a start, or why nothing can begin there.</summary>
    public static Either<EmError, Walk> Of(Lesson lesson, Vector start)
    {
        var problem = lesson.Model.Problem;
        var algorithm = Algorithm.Plain(problem.Evaluate, problem.Chart);
        var walk = new Walk(lesson, start, algorithm);
        walk.Take(Iterates.Begin(algorithm, problem, start), lesson.Places(start).Select(place => Vector.Of(1, _ => place)).ToArray());
        return walk.Error.Match(Prelude.Left<EmError, Walk>, () => Prelude.Right<EmError, Walk>(walk));
    }

    public Lesson Lesson { get; }
    public Vector Start { get; }

    /// <summary>Why the run cannot go on, if it cannot.</summary>
    public Option<EmError> Error { get; private set; }

    /// <summary>Whether the E-step at the newest iterate has been made, so that the M-step is next.</summary>
    public bool IsExpected { get; private set; }

    public IReadOnlyList<IterationState<Vector>> Trace => [.. _iterates.Select(iterate => iterate.At.State)];

    public IterationState<Vector> Last => _iterates[^1].At.State;

    public bool CanGoOn => Error.IsNone;

    public bool CanGoBack => IsExpected || _iterates.Count > 1 || Error.IsSome;

    /// <summary>The same digest as that of <c>em fit</c> after as many iterations.</summary>
    public TraceDigest Digest => _iterates[^1].Digest;

    /// <summary>Where the newest E-step was made: at the newest iterate, or at the one before.</summary>
    public Option<Vector> Expected =>
        IsExpected ? Last.Parameters
        : _iterates.Count > 1 ? _iterates[^2].At.State.Parameters
        : Option<Vector>.None;

    /// <summary>Where K-means has its middles after as many steps [K].</summary>
    public Vector Middles => Vector.Of(_iterates[^1].Middles.Select(middle => middle[0]));

    /// <summary>To which middle K-means gives each row [n].</summary>
    public Arr<int> Nearest => Lloyd.Assign(Lesson.Points, _iterates[^1].Middles);

    /// <summary>The likeliest component of each row [n].</summary>
    public IEnumerable<int> Likeliest => Rows.Select(row => row.Label);

    /// <summary>How many rows EM gives to the right component.</summary>
    public Hits Hits => Hits.Of(Lesson.Words.Names, [.. Lesson.Rows.Select(row => row.Label)], [.. Likeliest]);

    /// <summary>E: how responsible each component is for each row.</summary>
    public void Expect() => IsExpected = CanGoOn;

    /// <summary>M: the parameters that fit best what the E-step expects.</summary>
    public void Maximise()
    {
        if (!CanGoOn || !IsExpected)
            return;
        IsExpected = false;
        var (at, _, middles) = _iterates[^1];
        Take(_algorithm.Step(at), Lloyd.Move(Lesson.Points, Nearest, middles));
    }

    /// <summary>The half-step that is next.</summary>
    public void Next()
    {
        if (IsExpected)
            Maximise();
        else
            Expect();
    }

    /// <summary>Half a step back.</summary>
    public void Back()
    {
        if (Error.IsSome)
            (Error, IsExpected) = (Option<EmError>.None, true);
        else if (IsExpected)
            IsExpected = false;
        else if (_iterates.Count > 1)
        {
            _iterates.RemoveAt(_iterates.Count - 1);
            (IsExpected, _rows) = (true, null);
        }
    }

    /// <summary>How responsible each component is for a row at the newest iterate.</summary>
    public Vector Responsibilities(int row) => Rows[row].Responsibilities;

    /// <summary>How the M-step made a number of the newest iterate.</summary>
    public IEnumerable<string> Worked(string name) =>
        Equations.Step(Lesson, [.. _iterates.TakeLast(2).Select(iterate => iterate.At.State.Parameters)], name);

    /// <summary>How K-means made its newest middle.</summary>
    public IEnumerable<string> WorkedMiddle(int middle)
    {
        if (_iterates.Count == 1)
            return ["it begins where the guess is"];
        var nearest = Lloyd.Assign(Lesson.Points, _iterates[^2].Middles);
        double[] own = [.. Lesson.Points.Where((_, i) => nearest[i] == middle).Select(point => point[0])];
        return own.Length == 0
            ? ["no row is nearest to it, so it stays"]
            :
            [
                "it is the mean of the rows that were nearest to it",
                $"middle[{middle}] = {Equations.Mean(own, x => NumberFormat.Fixed(x, 2))}",
            ];
    }

    /// <summary>How the digest is made of the newest iterate and of the digest before.</summary>
    public IEnumerable<string> WorkedDigest
    {
        get
        {
            var (now, before) = (Last, _iterates.Count == 1 ? TraceDigest.Empty : _iterates[^2].Digest);
            var theta = string.Join(", ", Lesson.Model.Problem.Chart.ToFlat(now.Parameters).Select(NumberText.Shortest));
            return
            [
                "digest = SHA-256(digest before, iteration, passes over the data, log-likelihood, parameters, number of diagnostics)",
                $"= SHA-256({before.ToString()[..8]}…, {now.Iteration}, {now.Evaluations}, {NumberText.Shortest(now.Objective)}, {theta}, {now.Diagnostics.Count})",
                "Each number goes in with all its 64 bits: one other bit anywhere makes another digest.",
            ];
        }
    }

    /// <summary>A run from the same start to its end.</summary>
    /// <param name="algorithm">Plain EM, or what is faster.</param>
    public Either<EmError, FinishedRun> Race(Iterate<Vector> algorithm) =>
        FinishedRun.Of(Lesson, Start, StopRule.Aitken(1e-6) | StopRule.Iterations(5000), algorithm);

    // What the model says of each row at the newest iterate, computed once.
    IReadOnlyList<RowPosterior> Rows => _rows ??= Lesson.Posteriors(Last.Parameters);

    void Take(Either<EmError, Carried<Vector>> next, Arr<Vector> middles)
    {
        _rows = null;
        next.Match(
            Right: at =>
                _iterates.Add((at, (_iterates.Count == 0 ? TraceDigest.Empty : Digest).Add(Lesson.Model.Problem.Chart, at.State), middles)),
            Left: error => Error = error
        );
    }
}
