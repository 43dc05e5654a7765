using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using EmFunctional.Models;
using EmFunctional.Playground.Own;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace EmFunctional.Playground.Parts;

/// <summary>The part of the page that fits one's own data, in a worker.</summary>
public partial class OwnPart
{
    const string SampleName = "notebook-points";
    readonly Dictionary<string, string> _given = [];
    readonly System.Collections.Generic.HashSet<string> _marked = [];
    readonly List<(string Model, int Iterations, string Objective, string Bic)> _fits = [];
    ElementReference _zone;
    ElementReference _input;
    DotNetObjectReference<OwnPart>? _self;
    IJSObjectReference? _module;
    bool _isReady;
    string[] _columns = [];
    string _file = "";
    string _model = "normal-mixture";
    string _algorithm = "plain";
    string _starts = "";
    string _stop = "";
    string _seed = "";
    string _weights = "";
    string _labels = "";
    string _status = "";
    bool _isRunning;
    bool _isCancelled;
    bool _hasJournal;
    Progress _progress = new();
    Drawn? _shown;

    ModelEntry Entry => Registry.Standard.Models.First(entry => entry.Name == _model);

    string Called =>
        string.Join(
            ", ",
            Entry
                .Options.Where(o => o.Name == ModelOptionEntry.Components.Name || Given(o) != o.Default)
                .Select(o => $"{o.Name} {Given(o)}")
                .Prepend(_model)
        );

    static string Word(string name) => name.Contains(' ') ? $"'{name}'" : name;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", "./own.js");
        _self = DotNetObjectReference.Create(this);
        await _module.InvokeVoidAsync("begin", _self, _zone, _input);
        // Before, nobody would hear of a file.
        _isReady = true;
        StateHasChanged();
    }

    string Given(ModelOptionEntry option) => _given.GetValueOrDefault($"{_model} {option.Name}", option.Default);

    void Give(ModelOptionEntry option, object? value) => _given[$"{_model} {option.Name}"] = $"{value}".Trim();

    void Mark(string column, bool isMarked)
    {
        if (isMarked)
            _marked.Add(column);
        else
            _marked.Remove(column);
    }

    async Task Sample()
    {
        using var reader = new StreamReader(typeof(OwnPart).Assembly.GetManifestResourceStream($"{SampleName}.csv")!);
        await _module!.InvokeVoidAsync("takeText", $"{SampleName}.csv", await reader.ReadToEndAsync());
    }

    async Task Fit()
    {
        _isCancelled = false;
        (_isRunning, _hasJournal, _progress, _shown, _status) = (true, false, new(), null, "Reading the data.");
        var asked = new Asked(
            _model,
            Entry.Options.Where(o => Given(o) != o.Default).ToDictionary(o => o.Name, Given),
            [.. _columns.Where(_marked.Contains)],
            _weights,
            _labels,
            _algorithm,
            _starts.Trim(),
            _stop.Trim(),
            _seed.Trim()
        );
        await _module!.InvokeVoidAsync("fit", JsonSerializer.Serialize(asked, Messages.Default.Asked));
    }

    async Task Cancel()
    {
        (_isRunning, _isCancelled) = (false, true);
        _status = $"Cancelled after {_progress.Iteration} iterations. The journal so far can be saved; 'em resume' goes on with it.";
        await _module!.InvokeVoidAsync("cancel");
    }

    async Task Save() => await _module!.InvokeVoidAsync("save");

    /// <summary>New data were given.</summary>
    [JSInvokable]
    public void TakeData(string name)
    {
        (_file, _columns, _status) = (name, [], "Reading the data.");
        (_isRunning, _hasJournal, _progress, _shown) = (false, false, new(), null);
        _marked.Clear();
        _fits.Clear();
        (_weights, _labels) = ("", "");
        StateHasChanged();
    }

    /// <summary>A journal was given.</summary>
    [JSInvokable]
    public void TakeJournal(string name)
    {
        (_progress, _shown, _isRunning, _isCancelled) = (new(), null, _file.Length > 0, false);
        _status = _isRunning
            ? $"{name} is replayed over {_file} and computed anew."
            : $"Give the data of {name} first, then the journal again.";
        StateHasChanged();
    }

    /// <summary>The worker said something.</summary>
    [JSInvokable]
    public void Hear(string kind, string json)
    {
        if (kind == "columns")
            TakeColumns(JsonSerializer.Deserialize(json, Messages.Default.StringArray)!);
        else if (kind == "broken")
            (_isRunning, _status) = (false, $"The worker stopped: {json}");
        else if (kind == "shown")
            Show(JsonSerializer.Deserialize(json, Messages.Default.Drawn)!);
        else
            Take(JsonSerializer.Deserialize(json, Messages.Default.Progress)!, kind);
        StateHasChanged();
    }

    // A worker that took the place of a cancelled one tells them again.
    void TakeColumns(string[] columns)
    {
        _status = _columns.Length == 0 ? "The data are at hand." : _status;
        _columns = columns;
    }

    void Take(Progress progress, string kind)
    {
        _progress = progress;
        _hasJournal |= progress.Journal.Length > 0 || (kind == "proved" && progress.Errors.Length == 0);
        _isRunning = !progress.IsOver;
        if (progress.Errors.Length > 0)
            _status = "That could not be done:";
        else if (!_isCancelled)
            _status = $"{progress.Read}: iteration {progress.Iteration}, log-likelihood {progress.Objective}.";
    }

    void Show(Drawn shown)
    {
        _shown = shown.Picture.Length + shown.Tables.Length > 0 ? shown : null;
        if (_shown is not null && shown.Criteria.Length > 0)
            _fits.Add((Called, _progress.Iteration, _progress.Objective, shown.Criteria));
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_module is not null)
            await _module.DisposeAsync();
    }
}
