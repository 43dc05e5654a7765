using System.IO;
using System.Linq;
using EmFunctional.Tests.Support;
using EmFunctional.Tokenisation;
using EmFunctional.Tokenisation.Files;
using EmFunctional.Tokenisation.Normalisation;

namespace EmFunctional.Tests.Cli;

/// <summary><c>em tokenise</c> with a model of a few pieces.</summary>
public sealed class TokeniseTests : IDisposable
{
    readonly Tool _tool = new();

    public TokeniseTests()
    {
        Piece[] pieces =
        [
            new("<unk>", 0, PieceKind.Unknown),
            new("<s>", 0, PieceKind.Control),
            new("</s>", 0, PieceKind.Control),
            new("▁a", -1),
            new("b", -2),
            new("▁ab", -2.5),
            new("▁", -3),
            new("a", -4),
        ];
        var saved = new SavedTokeniser(new(pieces), TokeniserOptions.Default, CharacterMap.Of(NormalisationRule.Nfkc));
        Assert.True(TokeniserFile.Save(saved, Path.Combine(_tool.Folder, "a.model")).IsRight);
    }

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_text_is_cut_and_put_together_again()
    {
        var ids = _tool.Feed("ab  ａ\n\nxyz b\n", "tokenise", "encode", "a.model", "--format", "ids", "--quiet");
        Assert.Equal((0, "5 3\n\n6 0 6 4\n", ""), (ids.ExitCode, ids.Out, ids.Error));
        var text = _tool.Feed(ids.Out, "tokenise", "decode", "a.model");
        Assert.Equal((0, "ab a\n\n ⁇  b\n"), (text.ExitCode, text.Out));
        Assert.Equal("▁ab ▁a\n", _tool.Feed("ab a\n", "tokenise", "encode", "a.model").Out);
        Assert.Equal("<s> ▁ab </s>\n", _tool.Feed("ab", "tokenise", "encode", "a.model", "--begin", "--end").Out);
        Assert.Equal("{\"ids\": [5], \"pieces\": [\"▁ab\"]}\n", _tool.Feed("ab", "tokenise", "encode", "a.model", "--format", "json").Out);
    }

    [Fact]
    public void The_best_ways_and_drawn_ones_are_all_ways()
    {
        Assert.Equal("-2.5\t▁ab\n-3\t▁a b\n-9\t▁ a b\n", _tool.Feed("ab", "tokenise", "encode", "a.model", "--best", "9").Out);
        var drawn = _tool.Feed("ab", "tokenise", "encode", "a.model", "--sample", "300", "--alpha", "0.1").Out.Split('\n')[..^1];
        Assert.Equal(300, drawn.Length);
        Assert.Equal(["▁ a b", "▁a b", "▁ab"], drawn.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            drawn,
            _tool.Feed("ab", "tokenise", "encode", "a.model", "--sample", "300", "--alpha", "0.1", "--seed", "1").Out.Split('\n')[..^1]
        );
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told()
    {
        File.WriteAllBytes(Path.Combine(_tool.Folder, "t.txt"), [(byte)'a', 0xFF, 0xC0, (byte)'\n']);
        var result = _tool.Done("tokenise", "encode", "a.model", "t.txt", "--format", "ids");
        Assert.Equal("3 0\n", result.Out);
        Assert.Contains("bytes that are no UTF-8: 2; each is U+FFFD", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_is_drawn()
    {
        _tool.Write("t.txt", string.Concat(Enumerable.Repeat("the cat sat on the mat\nthe rat sat on the cat\na cat ate the rat\n", 9)));
        _tool.Done("tokenise", "train", "t.txt", "--vocab", "24", "--at-most", "-o", "t.model", "--picture", "t.svg");
        Assert.Contains("tokens per character", File.ReadAllText(Path.Combine(_tool.Folder, "t.svg")), StringComparison.Ordinal);
        Assert.Equal(2, _tool.Run("tokenise", "train", "t.txt", "-o", "u.model", "--picture", "u.txt").ExitCode);
        Assert.False(File.Exists(Path.Combine(_tool.Folder, "u.model")));
    }

    [Fact]
    public void Resume_and_verify_know_the_journal_of_a_training_and_need_its_text_alone()
    {
        _tool.Write("t.txt", string.Concat(Enumerable.Repeat("the cat sat on the mat\nthe rat sat on the cat\na cat ate the rat\n", 9)));
        _tool.Done("tokenise", "train", "t.txt", "--vocab", "24", "--at-most", "-o", "whole.model", "--journal", "t.clef");
        var journal = Path.Combine(_tool.Folder, "t.clef");
        var lines = File.ReadAllLines(journal);
        Assert.EndsWith(" runs\n", _tool.Done("verify", "t.clef", "t.txt").Out, StringComparison.Ordinal);
        File.WriteAllLines(journal, lines[..(lines.Length / 2)]);
        Assert.EndsWith(" runs up to where it was interrupted\n", _tool.Done("verify", "t.clef", "t.txt").Out, StringComparison.Ordinal);
        Assert.Contains("there is no such file", _tool.Run("verify", "t.clef", "no.txt").Error, StringComparison.Ordinal);
        _tool.Done("resume", "t.clef", "t.txt", "-o", "again.model");
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(_tool.Folder, "whole.model")),
            File.ReadAllBytes(Path.Combine(_tool.Folder, "again.model"))
        );
        _tool.Done("verify", "t.clef", "t.txt", "--vocab", "24", "--at-most"); // as before
        Assert.Equal(2, _tool.Run("resume", "t.clef", "t.txt").ExitCode); // where to?
        Assert.Equal(3, _tool.Run("verify", "t.clef", "t.txt", "--vocab", "23").ExitCode);
        var missing = _tool.Run("verify", "t.clef");
        Assert.Equal(
            (2, "TEXT is missing; the journal was recorded from t.txt. Name it: what a journal names is not opened by itself\n"),
            (missing.ExitCode, missing.Error)
        );
    }

    /// <summary>Every option of a training is in its journal: it is proved, and taken up, from the text alone.</summary>
    [Theory]
    [InlineData("--like", "0.1.97")]
    [InlineData("--like", "0.1.99", "--sub-iterations", "3")]
    [InlineData("--step", "likelihood", "--squarem")]
    [InlineData("--coverage", "0.99", "--required", "aq", "--seeds", "60", "--longest", "4", "--shrink", "0.6", "--longest-line", "999")]
    [InlineData("--symbol", "cat", "--symbol", "the", "--control", "<x>", "--normalisation", "nfkc")]
    [InlineData("--split-digits", "--join-numbers", "--join-scripts", "--join-words", "--normalisation", "identity")]
    [InlineData("--counts")]
    public void What_a_journal_records_is_enough(params string[] options)
    {
        _tool.Write(
            "t.txt",
            string.Concat(Enumerable.Range(1, 9).Select(i => $"the cat sat on the mat 12{i}\t{i}\nthe rat sat\t2\na cat ate the rat\t3\n"))
        );
        _tool.Done(["tokenise", "train", "t.txt", "--vocab", "32", "--at-most", .. options, "-o", "whole.model", "--journal", "t.clef"]);
        Assert.Contains(": identical, ", _tool.Done("verify", "t.clef", "t.txt").Out, StringComparison.Ordinal);
        var journal = Path.Combine(_tool.Folder, "t.clef");
        File.WriteAllLines(journal, File.ReadAllLines(journal)[..2]);
        _tool.Done("resume", "t.clef", "t.txt", "-o", "again.model");
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(_tool.Folder, "whole.model")),
            File.ReadAllBytes(Path.Combine(_tool.Folder, "again.model"))
        );
    }

    [Fact]
    public void A_disk_that_fills_ends_a_training_whose_journal_is_taken_up()
    {
        _tool.Write("t.txt", string.Concat(Enumerable.Repeat("the cat sat on the mat\nthe rat sat on the cat\na cat ate the rat\n", 9)));
        string[] train = ["tokenise", "train", "t.txt", "--vocab", "18", "--at-most", "--sub-iterations", "40"];
        _tool.Done([.. train, "-o", "whole.model"]);
        var full = _tool.Bounded(24 * 1024, [.. train, "-o", "full.model", "--journal", "t.clef"]);
        Assert.Equal(1, full.ExitCode);
        Assert.Matches(
            "^t.clef: (no space is left|the file would be larger).*; the training was stopped, what is recorded can be resumed\n$",
            full.Error[full.Error.IndexOf("t.clef: ", StringComparison.Ordinal)..]
        );
        Assert.False(File.Exists(Path.Combine(_tool.Folder, "full.model")));
        _tool.Done("resume", "t.clef", "t.txt", "-o", "full.model");
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(_tool.Folder, "whole.model")),
            File.ReadAllBytes(Path.Combine(_tool.Folder, "full.model"))
        );
    }

    [Fact]
    public void Held_out_text_is_judged_for_each_model()
    {
        _tool.Write("held.txt", "ab\nb a\n");
        var rows = _tool.Done("tokenise", "evaluate", "a.model", "./a.model", "--text", "held.txt").Out.Split('\n');
        Assert.StartsWith("a.model,8,2,5,4,0.8,", rows[1], StringComparison.Ordinal);
        Assert.Equal(rows[1], rows[2][2..]);
    }

    [Theory]
    [InlineData("a.model")]
    [InlineData("a.vocab")]
    [InlineData("tokenizer.json")]
    public void A_model_is_written_as_files_of_other_kinds(string name)
    {
        _tool.Done("tokenise", "convert", "a.model", "-o", "b-" + name);
        Assert.Contains("▁ab", File.ReadAllText(Path.Combine(_tool.Folder, "b-" + name)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_HuggingFace_encodes_alike()
    {
        _tool.Done("tokenise", "convert", "a.model", "-o", "tokenizer.json");
        Assert.Equal(
            _tool.Feed("ab  ａ\nxyz b\n", "tokenise", "encode", "a.model").Out,
            _tool.Feed("ab  ａ\nxyz b\n", "tokenise", "encode", "tokenizer.json").Out
        );
        _tool.Done("tokenise", "convert", "tokenizer.json", "-o", "b.model");
    }

    [Theory]
    [InlineData("t.txt:1:3: 'x' is no id", "decode", "a.model", "t.txt")]
    [InlineData("t.txt: cut off: ", "encode", "t.txt", "t.txt")]
    [InlineData("no.model: there is no such file", "encode", "no.model")]
    [InlineData("no.txt: there is no such file", "evaluate", "a.model", "--text", "no.txt")]
    [InlineData("/dev/null: no rows of data", "evaluate", "a.model", "--text", "/dev/null")]
    [InlineData("t.gz: the compressed file is cut off; fetch it again", "encode", "a.model", "t.gz")]
    [InlineData("must be the name of a .model, .vocab or .json file", "convert", "a.model", "-o", "b.txt")]
    [InlineData("must be another file than those that are read", "convert", "a.model", "-o", "a.model", "--force")]
    [InlineData("must be asked for without --best", "encode", "a.model", "--best", "2", "--sample", "2")]
    [InlineData("alpha = -1 must be", "encode", "a.model", "--sample", "2", "--alpha", "-1")]
    [InlineData("best = 5000 must be from 0 to 1024", "encode", "a.model", "--best", "5000")]
    [InlineData("word 'a=x' must be", "explain", "a=x")]
    [InlineData("a verb is missing, such as")]
    public void Wrong_input_is_said(string message, params string[] arguments)
    {
        _tool.Write("t.txt", "1 x\n");
        File.WriteAllBytes(Path.Combine(_tool.Folder, "t.gz"), [0x1F, 0x8B, 8, 0, 0]);
        var result = _tool.Run(["tokenise", .. arguments]);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}
