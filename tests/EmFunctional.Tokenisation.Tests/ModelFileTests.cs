using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Tokenisation.Files;
using EmFunctional.Tokenisation.Normalisation;
using EmFunctional.Tokenisation.Tests.Support;
using LanguageExt;
using Xunit;

namespace EmFunctional.Tokenisation.Tests;

/// <summary>Model files are read as they were written, and what is wrong with one is said.</summary>
public class ModelFileTests
{
    static readonly Piece _unknown = new("<unk>", 0, PieceKind.Unknown);

    static SavedTokeniser Small(params Piece[] pieces) =>
        new(new(pieces), TokeniserOptions.Default, CharacterMap.Of(NormalisationRule.Identity));

    static TokeniserError Error(ReadOnlyMemory<byte> file) =>
        TokeniserFile.Read(file, "f.model").Match(Right: _ => throw new InvalidOperationException("it was read"), Left: error => error);

    static TokeniserError Error(params Piece[] pieces) => Error(ModelProto.Write(Small(pieces)));

    [Theory]
    [InlineData("plain")]
    [InlineData("special")]
    public void A_model_of_SentencePiece_is_the_same_when_it_is_written_and_read_again(string name)
    {
        var read = Reference.Model(name);
        var again = (SavedTokeniser)TokeniserFile.Read(ModelProto.Write(read), name);
        Assert.Equal(read.Vocabulary.Pieces, again.Vocabulary.Pieces);
        Assert.Equal(read.Options, again.Options);
        Assert.Equal((read.Map.Name, read.BlankBehind), (again.Map.Name, again.BlankBehind));
        Assert.True(read.Map.Bytes.Span.SequenceEqual(again.Map.Bytes.Span));
    }

    [Fact]
    public void What_a_model_of_SentencePiece_says_is_known()
    {
        var read = Reference.Model("special");
        Assert.Equal(800, read.Vocabulary.Count);
        Assert.Equal("identity", read.Map.Name);
        Assert.True(read.Options.ByteFallback);
        Assert.Equal((string[])["<sep>", "Red Shirt", "2＋2"], read.Options.UserDefinedSymbols);
        Assert.Equal((string[])["<ctl>"], read.Options.ControlSymbols);
        Assert.Equal(3, read.Options.Special.PadId);
        Assert.Equal(new Piece("<unk>", 0, PieceKind.Unknown), read.Vocabulary[0]);
        Assert.Equal(256, read.Vocabulary.Pieces.Count(piece => piece.Kind == PieceKind.Byte));
        Assert.Equal("nmt_nfkc", Reference.Model("plain").Map.Name);
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_an_error_that_says_where()
    {
        var file = Reference.Bytes("special.model");
        foreach (var length in Enumerable.Range(1, 400).Select(i => file.Length * i / 401))
        {
            var read = TokeniserFile.Read(file.AsMemory(0, length), "f.model");
            var error = read.Match(Right: _ => throw new InvalidOperationException($"{length} bytes were read"), Left: e => e);
            // Cut between two pieces: what comes behind them is not there.
            if (error is not TokeniserError.BadModelFile { Part: "the file" })
            {
                var cut = Assert.IsType<TokeniserError.CutFile>(error);
                Assert.True(cut.At + cut.Found == length && (ulong)cut.Found < cut.Needed);
            }
        }
        Assert.StartsWith("f.model: cut off: ", $"{Error(file.AsMemory(0, 1000))}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("This is a text, and no model.")]
    [InlineData("{\"version\": \"1.0\"}")]
    public void Another_file_is_no_model(string text) => Assert.IsType<TokeniserError.BadModelFile>(Error(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var (file, seed) = (Reference.Bytes("special.model"), new Numerics.Seed(1));
        for (var i = 0; i < 3000; i++)
        {
            var changed = (byte[])file.Clone();
            for (var j = 0; j < 3; j++)
                changed[seed.Split(i).Below(2 * j, changed.Length)] = (byte)seed.Split(i).Bits((2 * j) + 1);
            TokeniserFile.Read(changed, "f.model").IfRight(read => new UnigramTokeniser(read).Encode("some text"));
        }
    }

    [Fact]
    public void A_model_of_another_kind_is_refused_by_its_name()
    {
        var file = new ProtoWriter()
            .Message(1, new ProtoWriter().Text(1, "<unk>").Number(3, 2))
            .Message(2, new ProtoWriter().Number(3, 2))
            .Message(3, new ProtoWriter())
            .Written.ToArray();
        Assert.Equal(
            "f.model: the kind of the model must be UNIGRAM (1), and is BPE (2); give a unigram model of SentencePiece or HuggingFace",
            $"{Error(file)}"
        );
    }

    [Fact]
    public void A_vocabulary_has_exactly_one_unknown_piece()
    {
        Assert.Equal(new TokeniserError.NotOneUnknown("f.model", 0), Error(new Piece("a", -1)));
        Assert.Equal(new TokeniserError.NotOneUnknown("f.model", 2), Error(_unknown, new("<unk2>", 0, PieceKind.Unknown)));
    }

    [Fact]
    public void A_piece_has_text_that_no_other_has()
    {
        Assert.Equal(new TokeniserError.EmptyPiece("f.model", 1), Error(_unknown, new Piece("", -1)));
        Assert.Equal(new TokeniserError.DuplicatePiece("f.model", "a", 1, 3), Error(_unknown, new("a", -1), new("b", -1), new("a", -2)));
        Assert.IsType<TokeniserError.BadModelFile>(Error(_unknown, new Piece("a\0", -1)));
    }

    [Fact]
    public void Bytes_are_pieces_all_or_none()
    {
        Piece[] bytes = [.. Enumerable.Range(0, 256).Select(i => new Piece($"<0x{i:X2}>", 0, PieceKind.Byte))];
        Assert.Equal(new TokeniserError.WrongBytePieces("f.model", 256, false), Error([_unknown, .. bytes]));
        var some = Small([_unknown, .. bytes[..255]]) with { Options = TokeniserOptions.Default with { ByteFallback = true } };
        Assert.Equal(new TokeniserError.WrongBytePieces("f.model", 255, true), Error(ModelProto.Write(some)));
        Assert.IsType<TokeniserError.BadModelFile>(Error(_unknown, new Piece("<0x1>", 0, PieceKind.Byte)));
    }

    [Fact]
    public void A_score_is_a_number() => Assert.IsType<TokeniserError.BadScore>(Error(_unknown, new Piece("a", double.NegativeInfinity)));

    [Fact]
    public void A_map_that_is_damaged_is_refused()
    {
        static TokeniserError? Read(params byte[] bytes) => CharacterMap.Read("x", bytes, "f.model").LeftAsEnumerable().SingleOrDefault();
        Assert.IsType<TokeniserError.BadModelFile>(Read(1, 2));
        Assert.IsType<TokeniserError.BadModelFile>(Read(0, 0, 0, 0));
        Assert.IsType<TokeniserError.BadModelFile>(Read(8, 0, 0, 0, 1, 2, 3, 4));
        Assert.IsType<TokeniserError.BadModelFile>(Read(4, 0, 0, 0, 1, 2, 3, 4, (byte)'a'));
        Assert.Null(Read());
    }

    [Fact]
    public void Ids_are_those_of_pieces()
    {
        var tokeniser = new UnigramTokeniser(Reference.Model("plain"));
        var error = IdLine.Read("5  6 1000", "ids.txt", 7).Bind(line => tokeniser.Decode(line.Ids, line.Place)).LeftAsEnumerable().Single();
        Assert.Equal("ids.txt:7:6: no piece has the id 1000; ids are from 0 to 999", $"{error}");
        foreach (var (text, column) in (ValueTuple<string, int>[])[("1 -2", 3), ("x", 1), ("1 2.5", 3), ("1 99999999999", 3)])
        {
            var bad = Assert.IsType<TokeniserError.NotAnId>(IdLine.Read(text, "ids.txt", 1).LeftAsEnumerable().Single());
            Assert.Equal(column, bad.At.Column);
        }
        Assert.Equal([3, 4], ((IdLine)IdLine.Read(" 3\t4\r", "ids.txt", 1)).Ids);
    }

    [Fact]
    public void A_file_is_whole_or_not_there()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            var saved = Reference.Model("special");
            Assert.True(TokeniserFile.Save(saved, At("a.model")).IsRight);
            Assert.Equal(saved.Vocabulary.Pieces, ((SavedTokeniser)TokeniserFile.Load(At("a.model"))).Vocabulary.Pieces);
            Assert.IsType<TokeniserError.NotOneUnknown>(
                TokeniserFile.Save(Small(new Piece("a", -1)), At("b.model")).LeftAsEnumerable().Single()
            );
            Assert.True(TokeniserFile.Save(saved, At("b.txt")).IsLeft);
            Assert.True(TokeniserFile.Load(At("none.model")).IsLeft);
            Assert.True(TokeniserFile.Load(folder.FullName).IsLeft);
            Assert.Equal(["a.model"], folder.EnumerateFileSystemInfos().Select(file => file.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
