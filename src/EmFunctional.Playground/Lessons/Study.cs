using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using LanguageExt;

namespace EmFunctional.Playground.Lessons;

/// <summary>What somebody does with a lesson: the rows, their labels, a guess, and the walk from it.</summary>
public sealed class Study
{
    const int Pause = 600; // ms between half-steps that are played

    Lesson _rows;
    int[] _painted = [];
    bool[] _struck = [];
    bool _keeps;
    int _playing;
    readonly Dictionary<string, double> _guess = [];

    public Study(Lesson lesson)
    {
        (Given, Lesson, _rows) = (lesson, lesson, lesson);
        Relabel();
        Restart();
        Ends.Changed += () => Changed?.Invoke();
    }

    /// <summary>What happens when anything is another than before.</summary>
    public event Action? Changed;

    /// <summary>The lesson with the rows of the sample.</summary>
    public Lesson Given { get; }

    /// <summary>The lesson with the rows of now, and with those labels that EM sees.</summary>
    public Lesson Lesson { get; private set; }

    /// <summary>The same without labels that EM sees.</summary>
    public Lesson Rows => _rows;

    public Walk Walk { get; private set; } = null!;

    /// <summary>Where the guess leads in the end.</summary>
    public Ends Ends { get; } = new();

    /// <summary>Why what was asked for last cannot be, if it cannot.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>How often the rows, their labels or the fault became others: what shows only these need not be drawn anew at each step.</summary>
    public int Changes { get; private set; }

    /// <summary>The label of each row by hand, −1 where it was struck out [n].</summary>
    public IReadOnlyList<int> Labels { get; private set; } = [];

    /// <summary>What is counted from those labels.</summary>
    public Either<EmError, Counted> Counted { get; private set; }

    /// <summary>What is counted from the true labels of all rows.</summary>
    public Either<EmError, Counted> Truth { get; private set; }

    /// <summary>Whether EM sees the labels that are left.</summary>
    public bool Keeps => _keeps;

    public bool IsPlaying => _playing % 2 == 1;

    public double this[Guess guess] => _guess[guess.Name];

    /// <summary>Colours a row with the other label, or puts a label back.</summary>
    public void Paint(int row)
    {
        if (!_struck[row])
            _painted[row] = (_painted[row] + 1) % Given.Components;
        _struck[row] = false;
        Label();
    }

    /// <summary>Strikes out the label of a row, or puts it back.</summary>
    public void Strike(int row)
    {
        _struck[row] = !_struck[row];
        Label();
    }

    /// <summary>Strikes out the labels of rows, and puts back all others.</summary>
    /// <param name="rows">Which, by their index.</param>
    public void StrikeAll(Func<int, bool> rows)
    {
        _struck = [.. _painted.Select((_, row) => rows(row))];
        Label();
    }

    /// <summary>All labels as they really are.</summary>
    public void TrueLabels()
    {
        Relabel();
        Label();
    }

    /// <summary>Whether EM is to see the labels that are left.</summary>
    public void Keep(bool keeps)
    {
        _keeps = keeps;
        Label();
    }

    /// <summary>Other rows, such as one's own flips; those of the sample where there are none.</summary>
    public void Use(IReadOnlyList<LessonRow> rows)
    {
        Fault = "";
        if (rows.Count == 0)
            Take(Given);
        else
            Given.Over(rows).Match(Take, faults => Say(faults.Head));
    }

    /// <summary>The first guess.</summary>
    public void Restart() => Guess(guess => guess.Value);

    /// <summary>Each component as the first.</summary>
    public void Same() => Guess(guess => Given.Guesses.First(first => first.Group == guess.Group).Value);

    /// <summary>Each component as another.</summary>
    public void Swap() => Guess(guess => Given.Guesses.Last(other => other != guess && other.Group == guess.Group).Value);

    /// <summary>The guess that is counted from the labels by hand.</summary>
    public void Copy() => Counted.Match(Right: counted => Guess(guess => counted.At[Given.PlaceOf(guess.Name)]), Left: Say);

    public void Move(Guess guess, double to)
    {
        _guess[guess.Name] = to;
        Begin();
    }

    /// <summary>θ with numbers of the guess put in.</summary>
    public Vector At(Func<Guess, double> value) => Lesson.At(Given.Guesses.Select(guess => (guess.Name, value(guess))));

    public void Expect() => Do(Walk.Expect);

    public void Maximise() => Do(Walk.Maximise);

    public void Back() => Do(Walk.Back);

    /// <summary>Whether the walk is not yet where the run from its guess ended.</summary>
    public bool CanFinish => Ends.Ending.Length > 0 && Walk.CanGoOn && Walk.Last.Iteration < Ends.Path.Count - 1;

    /// <summary>Goes on to where the run from the guess ended.</summary>
    public void Finish() =>
        Do(() =>
        {
            while (CanFinish)
                Walk.Next();
        });

    /// <summary>Goes on by itself until somebody stops it; one half-step is made at once.</summary>
    public async Task Play()
    {
        if (IsPlaying)
        {
            Do(() => { });
            return;
        }
        var ours = ++_playing;
        while (_playing == ours && Walk.CanGoOn)
        {
            Walk.Next();
            Changed?.Invoke();
            await Task.Delay(Pause);
        }
        if (_playing == ours)
            Do(() => { });
    }

    /// <summary>Stops what goes on by itself.</summary>
    public void Stop()
    {
        _playing += _playing % 2;
        Ends.Stop();
    }

    void Do(Action step)
    {
        _playing += _playing % 2;
        step();
        Changed?.Invoke();
    }

    void Take(Lesson rows)
    {
        _rows = rows;
        Relabel();
        Label();
    }

    void Relabel()
    {
        _painted = [.. _rows.Rows.Select(row => row.Label)];
        _struck = new bool[_painted.Length];
        Labels = _painted;
        Truth = Counted = _rows.Count(_painted);
    }

    // Counts anew, and lets EM see what is left where it may.
    void Label()
    {
        Fault = "";
        Changes++;
        Labels = [.. _painted.Select((label, row) => _struck[row] ? -1 : label)];
        Counted = _rows.Count(Labels);
        Lesson = _rows;
        if (_keeps)
            Counted
                .Bind(_ => _rows.Over(_rows.Rows, Labels).ToEither().MapLeft(faults => faults.Head))
                .Match(Right: seen => Lesson = seen, Left: Say);
        Begin();
    }

    void Guess(Func<Guess, double> value)
    {
        Changes += Fault.Length > 0 ? 1 : 0;
        Fault = "";
        foreach (var guess in Given.Guesses)
            _guess[guess.Name] = Math.Clamp(value(guess), guess.Least, guess.Most);
        Begin();
    }

    void Begin() =>
        Walk.Of(Lesson, At(guess => _guess[guess.Name]))
            .Match(
                Right: walk =>
                    Do(() =>
                    {
                        Walk = walk;
                        _ = Ends.Follow(walk);
                    }),
                Left: Say
            );

    void Say(EmError error)
    {
        Fault = error.ToString()!;
        Changes++;
        Changed?.Invoke();
    }
}
