using System.Collections.Generic;
using System.Linq;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>A run that is gone through by hand, half a step at a time: E, M, E, M and back.</summary>
public sealed class Walk
{
    readonly Algorithm<Vector> _algorithm;
    readonly List<(Carried<Vector> At, TraceDigest Digest)> _iterates = [];

    public Walk(Lesson lesson, Vector start)
    {
        (Lesson, Start) = (lesson, start);
        var problem = lesson.Model.Problem;
        _algorithm = Algorithm.Plain(problem.Evaluate, problem.Chart);
        Take(Iterates.Begin(_algorithm, problem, start));
    }

    public Lesson Lesson { get; }
    public Vector Start { get; }

    /// <summary>Why the run cannot go on, if it cannot.</summary>
    public Option<EmError> Error { get; private set; }

    /// <summary>Whether the E-step at the newest iterate has been made, so that the M-step is next.</summary>
    public bool IsExpected { get; private set; }

    public IReadOnlyList<IterationState<Vector>> Trace => [.. _iterates.Select(iterate => iterate.At.State)];

    public IterationState<Vector> Last => _iterates[^1].At.State;

    public bool CanGoOn => Error.IsNone && _iterates.Count > 0;

    public bool CanGoBack => IsExpected || _iterates.Count > 1 || Error.IsSome;

    /// <summary>The same digest as that of <c>em fit</c> after as many iterations.</summary>
    public TraceDigest Digest => _iterates[^1].Digest;

    /// <summary>E: how responsible each component is for each row.</summary>
    public void Expect() => IsExpected = CanGoOn;

    /// <summary>M: the parameters that fit best what the E-step expects.</summary>
    public void Maximise()
    {
        if (!CanGoOn || !IsExpected)
            return;
        IsExpected = false;
        Take(_algorithm.Step(_iterates[^1].At));
    }

    /// <summary>Half a step back.</summary>
    public void Back()
    {
        if (Error.IsSome)
            (Error, IsExpected) = (Option<EmError>.None, _iterates.Count > 0);
        else if (IsExpected)
            IsExpected = false;
        else if (_iterates.Count > 1)
        {
            _iterates.RemoveAt(_iterates.Count - 1);
            IsExpected = true;
        }
    }

    /// <summary>How responsible each component is for a row at the newest iterate.</summary>
    public Vector Responsibilities(int row) => Lesson.Labels.Responsibilities(Last.Parameters, row);

    /// <summary>How often plain EM and SQUAREM pass over the data from the same start to the end, in words.</summary>
    public string Race()
    {
        string Passes(Iterate<Vector> algorithm) =>
            EmFunctional
                .Em.Fit(Lesson.Model.Problem, Start, StopRule.Aitken(1e-6) | StopRule.Iterations(5000), algorithm)
                .Match(Right: fit => $"passes {fit.State.Evaluations} times over the data", Left: error => $"fails: {error}");
        return $"Plain EM {Passes(Algorithm.Plain)}; SQUAREM {Passes(Algorithm.Squarem)}.";
    }

    void Take(Either<EmError, Carried<Vector>> next) =>
        next.Match(
            Right: at => _iterates.Add((at, (_iterates.Count == 0 ? TraceDigest.Empty : Digest).Add(Lesson.Model.Problem.Chart, at.State))),
            Left: error => Error = error
        );
}
