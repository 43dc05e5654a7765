using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Runs;
using EmFunctional.Tokenisation.Tests.Support;

namespace EmFunctional.Tokenisation.Tests.Training;

public class TrainingTests
{
    static readonly string[] _lines = Corpus.Lines("botchan")[..800];

    static readonly TokeniserOptions _options = TokeniserOptions.Default with { VocabularySize = 500 };

    [Fact]
    public void The_result_has_the_same_bits_on_any_number_of_threads()
    {
        var one = Corpus.Train(_lines, _options, threads: 1);
        var three = Corpus.Train(_lines, _options, threads: 3);
        Assert.Equal(one.Result().Vocabulary.Pieces, three.Result().Vocabulary.Pieces);
        Assert.Equal(
            one.OfType<TrainingEvent.Ran>()
                .Select(e => e.Event)
                .OfType<RunEvent<EmFunctional.Numerics.Vector>.Stopped>()
                .Select(e => e.Trace),
            three
                .OfType<TrainingEvent.Ran>()
                .Select(e => e.Event)
                .OfType<RunEvent<EmFunctional.Numerics.Vector>.Stopped>()
                .Select(e => e.Trace)
        );
    }

    [Fact]
    public void Each_run_names_the_run_before_it()
    {
        var started = Corpus
            .Train(_lines, _options)
            .OfType<TrainingEvent.Ran>()
            .Select(e => e.Event)
            .OfType<RunEvent<EmFunctional.Numerics.Vector>.Started>()
            .ToArray();
        Assert.True(started.Length > 3);
        Assert.True(started[0].Specification.Parent.IsNone);
        foreach (var (before, after) in started.Zip(started.Skip(1)))
            Assert.Equal(before.Run, after.Specification.Parent.Map(parent => parent.Run));
        Assert.Equal("last", started[^1].Specification.Parent.Map(parent => parent.Why));
        Assert.All(started[1..^1], run => Assert.Equal("prune", run.Specification.Parent.Map(parent => parent.Why)));
    }

    /// <summary>Dempster, Laird, Rubin (1977), theorem 1.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_maximum_likelihood_the_objective_never_falls_within_a_run(bool isAccelerated)
    {
        var events = Corpus.Train(
            _lines,
            _options with
            {
                Schedule = TrainingSchedule.Default with
                {
                    Maximisation = Maximisation.MaximumLikelihood,
                    LastMaximisation = Maximisation.MaximumLikelihood,
                    SubIterations = 5,
                    IsAccelerated = isAccelerated,
                },
            }
        );
        var runs = 0;
        foreach (var run in events.Iterates().GroupBy(at => at.Ran.Lexicon))
        {
            var objectives = run.Select(at => at.State).ToArray();
            foreach (var (before, after) in objectives.Zip(objectives.Skip(1)))
                Assert.True(after.Objective >= before.Objective - after.Slack, $"{before.Objective} then {after.Objective}");
            runs += objectives.Length > 1 ? 1 : 0;
        }
        Assert.True(runs > 3);
        Assert.Equal(500, events.Result().Vocabulary.Count);
    }

    [Fact]
    public void The_probabilities_of_our_schedule_add_up_to_1()
    {
        var sum = Corpus.Train(_lines, _options).OfType<TrainingEvent.Finished>().Single().Pieces.Probabilities.Sum();
        Assert.Equal(1, sum, 1e-12);
    }

    [Fact]
    public void A_symbol_of_the_user_is_one_piece_and_no_other_reaches_over_it()
    {
        var lines = _lines.Select(line => line.Replace("the", "<the>", StringComparison.Ordinal)).ToArray();
        var pieces = Corpus
            .Train(lines, _options with { UserDefinedSymbols = new(["<the>"]), ControlSymbols = new(["<mask>"]) })
            .Result()
            .Vocabulary.Pieces;
        Assert.Equal(new Piece("<mask>", 0, PieceKind.Control), pieces[3]);
        Assert.Equal(new Piece("<the>", 0, PieceKind.UserDefined), pieces[4]);
        Assert.DoesNotContain(pieces, piece => piece.Kind == PieceKind.Normal && piece.Text.Contains("<the>", StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_have_256_pieces()
    {
        var pieces = Corpus.Train(_lines, _options with { ByteFallback = true }).Result().Vocabulary.Pieces;
        Assert.Equal(256, pieces.Count(piece => piece.Kind == PieceKind.Byte));
        Assert.Equal("<0x00>", pieces[3].Text);
        Assert.Equal(500, pieces.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Digits_can_stand_alone(bool split)
    {
        string[] lines = [.. Enumerable.Repeat("in 1999 and 1998 or 1997 we had 1999 and 1990", 50)];
        var pieces = Corpus
            .Train(lines, _options with { VocabularySize = 60, IsSizeStrict = false, SplitDigits = split })
            .Result()
            .Vocabulary.Pieces;
        Assert.Equal(!split, pieces.Any(piece => piece.Text.Count(char.IsAsciiDigit) > 1));
    }

    [Fact]
    public void No_piece_is_longer_than_allowed_and_required_characters_are_there()
    {
        var pieces = Corpus.Train(_lines, _options with { MaxPieceLength = 3, RequiredCharacters = "é☃" }).Result().Vocabulary.Pieces;
        Assert.All(pieces.Where(piece => piece.Kind == PieceKind.Normal), piece => Assert.InRange(piece.Text.Length, 1, 3));
        Assert.Contains(pieces, piece => piece.Text == "☃");
        Assert.Contains(pieces, piece => piece.Text == "é");
    }

    [Fact]
    public void A_training_is_a_stream()
    {
        var last = Unigram.Train(_lines, _options).LastAsync().Wait();
        Assert.Equal(
            Unigram.Fit(_lines, _options).Map(of => of.Vocabulary),
            Assert.IsType<TrainingEvent.Finished>(last).Tokeniser.Vocabulary
        );
    }
}
