using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EmFunctional.Modelling;
using EmFunctional.Models;
using LanguageExt;

namespace EmFunctional.Saving;

/// <summary>Saved models in files. A file is whole or not there: it is written beside its place and moved there.</summary>
public static class ModelFile
{
    static readonly JsonSerializerOptions _options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON as files and reports have it.</summary>
    /// <param name="json">The object.</param>
    public static string ToText(JsonObject json) => json.ToJsonString(_options);

    /// <summary>Writes a model; a file of that name is replaced, but only if it is a saved model itself.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="durable">Whether it survives a loss of power when the call returns.</param>
    public static Either<EmError, Unit> Save(SavedModel model, string path, bool durable = false) =>
        Check(path)
            .Bind(_ =>
                AtomicFile.Write(
                    path,
                    stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(ToText(ModelJson.Of(model)) + "\n")),
                    durable
                )
            );

    /// <summary>Whether a model can be saved under a name: as a new file, or in the place of another model.</summary>
    /// <param name="path">The file.</param>
    public static Either<EmError, Unit> Check(string path) =>
        FilePlace
            .ToWrite(path)
            .Bind<Unit>(place =>
                place.Kind == FileKind.File && new FileInfo(place.Path).Length > 0 && Load(place.Path).IsLeft
                    ? new EmError.Unwritable(path, "there is such a file, and it is no saved model")
                    : Prelude.unit
            );

    /// <summary>Reads a model that <see cref="Save"/> wrote, or <c>em fit --format json</c> printed.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The model, its numbers to the same bits; an error that names the file and the field.</returns>
    public static Either<EmError, SavedModel> Load(string path) => TextFile.Read(path).Bind(text => ModelJson.Read(text, path));
}
