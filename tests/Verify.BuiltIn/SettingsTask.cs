using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace VerifyTests;

/// <summary>A verification that begins when it is awaited, so that settings can still be added.</summary>
public class SettingsTask(VerifySettings? settings, Func<VerifySettings, Task<VerifyResult>> verify)
{
    readonly VerifySettings _settings = new(settings);
    Task<VerifyResult>? _task;

    public SettingsTask UseDirectory(string directory) => With(s => s.UseDirectory(directory));

    public SettingsTask UseTypeName(string name) => With(s => s.UseTypeName(name));

    public SettingsTask UseMethodName(string name) => With(s => s.UseMethodName(name));

    public SettingsTask UseFileName(string fileName) => With(s => s.UseFileName(fileName));

    public SettingsTask UseParameters(params object?[] parameters) => With(s => s.UseParameters(parameters));

    public SettingsTask UseParameters<T>(T[] parameter) => With(s => s.UseParameters(parameter));

    public SettingsTask UseTextForParameters(string parametersText) => With(s => s.UseTextForParameters(parametersText));

    public SettingsTask AutoVerify() => With(s => s.AutoVerify());

    public SettingsTask DisableDiff() => With(s => s.DisableDiff());

    public Task<VerifyResult> ToTask() => _task ??= verify(_settings);

    public TaskAwaiter<VerifyResult> GetAwaiter() => ToTask().GetAwaiter();

    public ConfiguredTaskAwaitable<VerifyResult> ConfigureAwait(bool continueOnCapturedContext) =>
        ToTask().ConfigureAwait(continueOnCapturedContext);

    public static implicit operator Task<VerifyResult>(SettingsTask task) => task.ToTask();

    SettingsTask With(Action<VerifySettings> change)
    {
        change(_settings);
        return this;
    }
}

/// <summary>What was verified.</summary>
/// <param name="text">The text.</param>
public class VerifyResult(string text)
{
    public string Text { get; } = text;
}
