using System.Linq;
using EmFunctional.Numerics;
using EmFunctional.Pictures;
using EmFunctional.Runs;
using EmFunctional.Tokenisation;
using LanguageExt;

namespace EmFunctional.Cli.Verbs.Tokenising;

/// <summary>What a picture of a training needs of it: an objective and a number of pieces for each iteration, and how many tokens the text has when pieces go.</summary>
sealed record TrainingPicture
{
    long Characters { get; init; }

    Seq<(double Objective, int Pieces)> Iterates { get; init; } = Seq<(double, int)>.Empty;

    Seq<(int At, double Tokens, bool IsPruning)> Cuttings { get; init; } = Seq<(int, double, bool)>.Empty;

    /// <summary>The same with an event more.</summary>
    public TrainingPicture Add(TrainingEvent happened) =>
        happened switch
        {
            TrainingEvent.Prepared e => this with { Characters = e.Text.Alphabet.Characters },
            TrainingEvent.Ran { Event: RunEvent<Vector>.Iterated { State: var at }, Lexicon: var lexicon } => this with
            {
                Iterates = Iterates.Add((at.Objective, lexicon.Count)),
            },
            TrainingEvent.Pruned e => this with { Cuttings = Cuttings.Add((Iterates.Count - 1, e.Pruning.Tokens, true)) },
            TrainingEvent.Finished e => this with { Cuttings = Cuttings.Add((Iterates.Count - 1, e.Tokens, false)) },
            _ => this,
        };

    /// <summary>The picture: both by iteration over all runs, with a line wherever pieces were dropped.</summary>
    public Figure Figure()
    {
        var every = Vector.Of(Enumerable.Range(0, Iterates.Count).Select(i => (double)i));
        var cut = Vector.Of(Cuttings.Select(one => (double)one.At));
        Mark[] prunings =
        [
            .. Cuttings
                .Where(one => one.IsPruning)
                .Select(one => new Mark.Rule(one.At + 0.5, IsVertical: true) { Ink = Ink.Muted with { Opacity = 0.5 } }),
        ];
        Panel Of(string title, Vector x, Vector y, int ink, bool isLogarithmic = false) =>
            new(
                title,
                new("iteration, over all vocabularies")
                {
                    IsWhole = true,
                    Low = 0,
                    High = Math.Max(1, Iterates.Count - 1),
                },
                new(title) { IsLogarithmic = isLogarithmic },
                [.. prunings, new Mark.Line(x, y) { Ink = Ink.Of(ink) }, new Mark.Dots(x, y, 2) { Ink = Ink.Of(ink) }]
            );
        return new(
            "The training of a tokeniser",
            "Each line that stands is a pruning: pieces go, and with them some log-likelihood, which EM partly wins back; the text takes more tokens.",
            [
                Of("log-likelihood per character (nats)", every, Vector.Of(Iterates.Select(one => one.Objective / Characters)), 1),
                Of("tokens per character", cut, Vector.Of(Cuttings.Select(one => one.Tokens / Characters)), 0),
                Of("pieces in the vocabulary", every, Vector.Of(Iterates.Select(one => (double)one.Pieces)), 2, isLogarithmic: true),
            ]
        );
    }
}
