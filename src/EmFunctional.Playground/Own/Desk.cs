using System.Linq;
using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using EmFunctional.Modelling;
using EmFunctional.Models;
using LanguageExt;

namespace EmFunctional.Playground.Own;

/// <summary>What the worker of the page does: a runtime of its own beside the one of the page, called by <c>worker.js</c>.</summary>
[SupportedOSPlatform("browser")]
static partial class Desk
{
    static OwnData _data = new("", []);
    static OwnFit? _fit;
    static (OwnRun Run, Option<ModelFit> Fit)? _shown;

    /// <summary>Takes a file.</summary>
    /// <returns>The names of its columns.</returns>
    [JSExport]
    internal static string Take(string name, byte[] bytes)
    {
        _data = new(name, bytes);
        return JsonSerializer.Serialize(_data.Columns(), Messages.Default.StringArray);
    }

    /// <summary>Begins a fit.</summary>
    [JSExport]
    internal static string Begin(string asked)
    {
        _fit?.Dispose();
        (_fit, _shown) = (null, null);
        return Text(
            _data
                .Open(JsonSerializer.Deserialize(asked, Messages.Default.Asked)!)
                .Match(
                    fit =>
                    {
                        _fit = new(fit);
                        _shown = (_fit.Run, fit);
                        return _fit.Go(0);
                    },
                    Faults
                )
        );
    }

    /// <summary>Goes on with it for a while.</summary>
    [JSExport]
    internal static string Go(int milliseconds) => Text(_fit!.Go(milliseconds));

    /// <summary>Replays a journal over the data, and computes it anew.</summary>
    [JSExport]
    internal static string Prove(string name, byte[] journal) =>
        Text(
            new OwnProof(_data, name, journal)
                .Find()
                .Match(
                    found =>
                    {
                        _shown = (found.Run, Option<ModelFit>.None);
                        return found.Run.ToProgress() with { IsOver = true, Verdict = [.. found.Words] };
                    },
                    Faults
                )
        );

    /// <summary>The picture and the numbers of the newest run.</summary>
    [JSExport]
    internal static string Show() =>
        JsonSerializer.Serialize(_shown is { } shown ? shown.Run.Shown(shown.Fit) : new("", [], ""), Messages.Default.Drawn);

    static Progress Faults(Seq<EmError> errors) => new() { Errors = [.. errors.Select(error => error.ToString())], IsOver = true };

    static string Text(Progress progress) => JsonSerializer.Serialize(progress, Messages.Default.Progress);
}
