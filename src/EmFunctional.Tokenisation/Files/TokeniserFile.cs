using System.IO;
using EmFunctional.Modelling;
using EmFunctional.Saving;
using LanguageExt;

namespace EmFunctional.Tokenisation.Files;

/// <summary>Tokenisers in files. A file is whole or not there: it is written beside its place and moved there.</summary>
public static class TokeniserFile
{
    /// <summary>The kinds of file that can be written, by the ends of their names.</summary>
    public const string Kinds = ".model, .vocab or .json";

    /// <summary>How many bytes a model file may have.</summary>
    public const int MostBytes = 1 << 28;

    /// <summary>Writes SentencePiece's <c>.model</c>, its <c>.vocab</c>, or HuggingFace's <c>tokenizer.json</c>, as the end of the name says.</summary>
    /// <param name="saved">The tokeniser.</param>
    /// <param name="path">The file.</param>
    /// <returns>Nothing; what is wrong with the vocabulary, or why the file cannot be written.</returns>
    public static Either<TokeniserError, Unit> Save(SavedTokeniser saved, string path) =>
        VocabularyCheck
            .Of(saved.Vocabulary, saved.Options.ByteFallback, path)
            .Bind(_ => Writer(path))
            .Bind(write =>
                AtomicFile.Write(path, stream => write(saved, stream)).MapLeft<TokeniserError>(error => new TokeniserError.OfFrame(error))
            );

    /// <summary>Whether a file of this name can be written, as to its kind.</summary>
    /// <param name="path">The file.</param>
    public static Either<TokeniserError, Unit> Check(string path) => Writer(path).Map(_ => Prelude.unit);

    static Either<TokeniserError, Action<SavedTokeniser, Stream>> Writer(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".model" => Prelude.Right((Action<SavedTokeniser, Stream>)((saved, to) => to.Write(ModelProto.Write(saved)))),
            ".vocab" => Prelude.Right(
                (Action<SavedTokeniser, Stream>)(
                    (saved, to) =>
                    {
                        using var text = new StreamWriter(to, leaveOpen: true);
                        VocabularyText.Write(saved.Vocabulary, text);
                    }
                )
            ),
            ".json" => Prelude.Right((Action<SavedTokeniser, Stream>)HuggingFaceJson.Write),
            _ => new TokeniserError.OfFrame(new EmError.BadOption("output", path, new($"the name of a {Kinds} file", _ => false))),
        };

    /// <summary>Reads SentencePiece's <c>.model</c> or HuggingFace's <c>tokenizer.json</c>, ours or another's, once from its begin to its end; its first byte tells which it is.</summary>
    /// <param name="path">The file.</param>
    public static Either<TokeniserError, SavedTokeniser> Load(string path) => Bytes(path).Bind(bytes => Read(bytes, path));

    /// <summary>Reads what such a file holds.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="source">What errors call it.</param>
    public static Either<TokeniserError, SavedTokeniser> Read(ReadOnlyMemory<byte> file, string source) =>
        HuggingFaceReader.Is(file.Span) ? HuggingFaceReader.Read(file, source) : ModelProtoReader.Read(file, source);

    static Either<TokeniserError, ReadOnlyMemory<byte>> Bytes(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var bytes = new MemoryStream();
            var part = new byte[1 << 16];
            for (var read = -1; read != 0 && bytes.Length <= MostBytes; bytes.Write(part, 0, read))
                read = stream.Read(part);
            return bytes.Length > MostBytes
                ? new TokeniserError.OfFrame(new EmError.OverLimit($"the bytes of {path}", bytes.Length, MostBytes))
                : (ReadOnlyMemory<byte>)bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
        catch (Exception error) when (FileFaults.IsOne(error))
        {
            return new TokeniserError.OfFrame(new EmError.Unreadable(path, FileFaults.Of(path, error)));
        }
    }
}
