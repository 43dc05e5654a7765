using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using EmFunctional.Tokenisation.Preparation;
using EmFunctional.Tokenisation.Tests.Support;

namespace EmFunctional.Tokenisation.Tests.Training;

public sealed class BadInputTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static readonly TokeniserOptions _small = TokeniserOptions.Default with { VocabularySize = 40 };

    static readonly string[] _text = [.. Enumerable.Repeat("the cat sat on the mat and the cat ate the rat", 20)];

    string FileOf(byte[] bytes)
    {
        var path = Path.Combine(_folder, "text");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    List<TrainingEvent> Train(byte[] bytes, TokeniserOptions? options = null, bool haveCounts = false) =>
        [.. Unigram.Events(new TextFiles(new([FileOf(bytes)]), haveCounts).Lines, options ?? _small)];

    /// <summary>The size that it says works, and one more does not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_vocabulary_that_is_too_large_tells_the_largest_that_works(bool isLike)
    {
        var options = _small with { VocabularySize = 8000, Schedule = isLike ? TrainingSchedule.Like0199 : TrainingSchedule.Default };
        var error = Assert.IsType<TokeniserError.TooLarge>(Corpus.Train(_text, options).Error());

        Assert.Equal(error.Most, Corpus.Train(_text, options with { VocabularySize = error.Most }).Result().Vocabulary.Count);
        Assert.IsType<TokeniserError.TooLarge>(Corpus.Train(_text, options with { VocabularySize = error.Most + 1 }).Error());
        Assert.Contains($"{error.Most} is the most that works", $"{error}");
        Assert.True(Corpus.Train(_text, options with { IsSizeStrict = false }).Result().Vocabulary.Count >= error.Most);
    }

    /// <summary>SentencePiece says 5239 too (UNIGRAM.md, §8).</summary>
    [Fact]
    public void On_botchan_the_largest_is_that_of_SentencePiece()
    {
        var options = TokeniserOptions.Default with { Schedule = TrainingSchedule.Like0197 };
        Assert.Equal(new TokeniserError.TooLarge(8000, 5239), Corpus.Train(Corpus.Lines("botchan"), options).Error());
    }

    [Fact]
    public void A_vocabulary_that_is_too_small_tells_how_many_characters_there_are()
    {
        var error = Assert.IsType<TokeniserError.TooSmall>(Corpus.Train(_text, _small with { VocabularySize = 10 }).Error());
        Assert.Equal(3, error.Others);
        Assert.Equal(_text[0].Replace(' ', '▁').Distinct().Count(), error.Characters);
    }

    [Fact]
    public void An_empty_file_is_no_text() => Assert.Contains("the text is empty", $"{Train([]).Error()}");

    [Fact]
    public void Blanks_alone_are_no_text() => Assert.Contains("blank", $"{Train("  \n\t\n\u3000\n"u8.ToArray()).Error()}");

    [Fact]
    public void A_binary_file_is_refused_with_its_line() =>
        Assert.Equal(2, Assert.IsType<TokeniserError.Binary>(Train("text\nab\0c\n"u8.ToArray()).Error()).Line);

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.IsType<TokeniserError.OfFrame>(Unigram.Events(new TextFiles(new([Path.Combine(_folder, "none")])).Lines, _small).Error());

    [Fact]
    public void A_gzip_file_is_read_and_one_that_is_garbled_or_cut_off_is_refused()
    {
        var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes(string.Join('\n', Corpus.Lines("botchan"))));
        Assert.Equal(
            4288,
            Train(bytes.ToArray(), _small with { VocabularySize = 1000 }).OfType<TrainingEvent.Prepared>().Single().Text.Tally.Lines
        );
        var garbled = bytes.ToArray();
        garbled.AsSpan(1000, 500).Fill(0xFF);
        Assert.IsType<TokeniserError.OfFrame>(Train(garbled).Error());
        foreach (var length in new[] { bytes.Length / 2, bytes.Length - 1, 12 })
            Assert.Contains("cut off", $"{Assert.IsType<TokeniserError.OfFrame>(Train(bytes.ToArray()[..(int)length]).Error())}");
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_counted()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(string.Join('\n', _text)), (byte)'\n', (byte)'c', 0xC3, (byte)'a', 0xFF, (byte)'t'];
        Assert.Equal(2, Train(bytes).OfType<TrainingEvent.Prepared>().Single().Text.Tally.InvalidBytes);
    }

    [Fact]
    public void One_line_of_100_MB_is_too_long()
    {
        var bytes = new byte[100_000_000];
        bytes.AsSpan().Fill((byte)'a');
        var error = Assert.IsType<TokeniserError.NoText>(Train(bytes).Error());
        Assert.Equal(1, error.Tally.TooLong);
        Assert.Contains("longer than 4192 bytes", $"{error}");
    }

    [Fact]
    public void Lines_with_a_reserved_character_are_passed_over() =>
        Assert.Equal(1, Corpus.Train([.. _text, "a ▅"], _small).OfType<TrainingEvent.Prepared>().Single().Text.Tally.Reserved);

    [Theory]
    [InlineData("[A]", "[A]")]
    [InlineData("<unk>", "[B]")]
    public void A_symbol_that_is_given_twice_is_refused(string first, string second)
    {
        var error = Corpus.Train(_text, _small with { UserDefinedSymbols = new([first, second]) }).Error();
        Assert.Equal(new TokeniserError.Twice(first), error);
        if (first == second)
            Assert.IsType<TokeniserError.Twice>(
                Corpus.Train(_text, _small with { UserDefinedSymbols = new([first]), ControlSymbols = new([first]) }).Error()
            );
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_coverage_that_cannot_be_is_refused(double coverage) =>
        Assert.IsType<TokeniserError.BadOption>(Corpus.Train(_text, _small with { CharacterCoverage = coverage }).Error());

    [Fact]
    public void Lines_with_counts_count()
    {
        var counted = Train(
            "the cat\t20\nthe rat\t5\r\n"u8.ToArray(),
            _small with
            {
                VocabularySize = 12,
                IsSizeStrict = false,
            },
            haveCounts: true
        );
        Assert.Equal(50, counted.OfType<TrainingEvent.Prepared>().Single().Units.Total);
        Assert.Equal(2, Assert.IsType<TokeniserError.BadCount>(Train("a b\t2\nno count\n"u8.ToArray(), haveCounts: true).Error()).Line);
    }
}
