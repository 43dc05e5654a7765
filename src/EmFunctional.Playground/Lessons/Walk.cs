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
    public IEnumerable<int> Likeliest => Lesson.Rows.Select((_, i) => new RowPosterior(Responsibilities(i), 0).Label);

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
            IsExpected = true;
        }
    }

    /// <summary>How responsible each component is for a row at the newest iterate.</summary>
    public Vector Responsibilities(int row) => Lesson.Responsibilities(Last.Parameters, row);

    /// <summary>How the M-step made a number of the newest iterate.</summary>
    public IEnumerable<string> Worked(string name) =>
        _iterates.Count == 1
            ? ["it is the guess"]
            : Equations
                .LineOf(Lesson.Model.Telling.Narrative().Iteration(_iterates[^2].At.State.Parameters, Last.Parameters, false), name)
                .DefaultIfEmpty("it is held: before a row is seen, each is as likely as the other");

    /// <summary>How often plain EM and SQUAREM pass over the data from the same start to the end, in words.</summary>
    public string Race()
    {
        string Passes(Iterate<Vector> algorithm) =>
            EmFunctional
                .Em.Fit(Lesson.Model.Problem, Start, StopRule.Aitken(1e-6) | StopRule.Iterations(5000), algorithm)
                .Match(Right: fit => $"passes {fit.State.Evaluations} times over the data", Left: error => $"fails: {error}");
        return $"Plain EM {Passes(Algorithm.Plain)}; SQUAREM {Passes(Algorithm.Squarem)}.";
    }

    void Take(Either<EmError, Carried<Vector>> next, Arr<Vector> middles) =>
        next.Match(
            Right: at =>
                _iterates.Add((at, (_iterates.Count == 0 ? TraceDigest.Empty : Digest).Add(Lesson.Model.Problem.Chart, at.State), middles)),
            Left: error => Error = error
        );
}
