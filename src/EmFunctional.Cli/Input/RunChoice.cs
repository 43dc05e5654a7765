using System.Globalization;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using EmFunctional.Stores;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The options of which runs of a store are meant; those that all of them let through.</summary>
sealed class RunChoice
{
    static readonly string[] _verdicts = [.. Enum.GetNames<RunStanding>().Select(name => name.ToLowerInvariant())];

    readonly System.CommandLine.Option<string?> _model = new("--model") { Description = "only runs of this model", HelpName = "NAME" };
    readonly System.CommandLine.Option<string?> _data = new("--data")
    {
        Description = "only runs on these data: their name, or the first digits of their hash",
        HelpName = "DATA",
    };
    readonly System.CommandLine.Option<string?> _verdict = new("--verdict")
    {
        Description = $"only runs that stand so: {string.Join(", ", _verdicts)}",
        HelpName = "VERDICT",
    };
    readonly System.CommandLine.Option<string?> _since = new("--since")
    {
        Description = "only runs that began then or later, such as 2026-11-27 or 2026-11-27T18:00 (UTC)",
        HelpName = "TIME",
    };

    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_data);
        command.Add(_verdict);
        command.Add(_since);
    }

    /// <summary>Whether a run is meant.</summary>
    public Validation<EmError, Func<StoredRun, bool>> Of(ParseResult parsed) =>
        from verdict in parsed.GetValue(_verdict) is { } word
            ? Usage.Choose("verdict", word, _verdicts).Map(known => Prelude.Some(Enum.Parse<RunStanding>(known, ignoreCase: true)))
            : Option<RunStanding>.None
        from since in TimeOf(parsed.GetValue(_since))
        let model = parsed.GetValue(_model)
        let data = parsed.GetValue(_data)
        select new Func<StoredRun, bool>(run =>
            (model is null || run.Model.Name == model)
            && (data is null || run.Read.Source == data || (data.Length > 0 && run.Data.Exists(hash => IsOf($"{hash}", data))))
            && verdict.ForAll(standing => run.Standing == standing)
            && since.ForAll(time => run.Began >= time)
        );

    static bool IsOf(string hash, string digits) => hash.StartsWith(digits, StringComparison.Ordinal);

    static Validation<EmError, Option<DateTimeOffset>> TimeOf(string? text) =>
        text is null ? Option<DateTimeOffset>.None
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Prelude.Some(time)
        : new EmError.BadOption("since", text, new("a day, such as 2026-11-27, or a time, such as 2026-11-27T18:00", _ => false));
}
