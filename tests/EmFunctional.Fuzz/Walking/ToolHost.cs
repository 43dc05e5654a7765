using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using EmFunctional.Cli.Input;
using Microsoft.Win32.SafeHandles;

namespace EmFunctional.Fuzz.Walking;

/// <summary>A call of the tool.</summary>
/// <param name="Folder">Where it runs.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Input">The file that it reads as standard input; nothing if null.</param>
public sealed record Call(string Folder, string[] Arguments, string? Input)
{
    /// <summary>The call as one would type it.</summary>
    public override string ToString() => $"em {string.Join(' ', Arguments)}{(Input is null ? "" : $" < {Input}")}";
}

/// <summary>How a call ended.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Error">What was written to standard error.</param>
/// <param name="Crash">What was thrown, if anything.</param>
public sealed record Ending(int ExitCode, string Error, string? Crash);

/// <summary>Runs the tool's entry point call after call in one process, so that thousands of calls take no thousands of starts.</summary>
static partial class ToolHost
{
    /// <summary>What begins the line behind the output of a call.</summary>
    public const char Mark = '\u0001';

    /// <summary>Reads calls from standard input, a line each. Their output goes to standard output, and behind it how they ended.</summary>
    public static int Serve()
    {
        var tool = typeof(DataSource).Assembly.EntryPoint!;
        using var calls = new StreamReader(OwnInput(), Encoding.UTF8);
        using var answers = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        while (calls.ReadLine() is { } line)
        {
            var ending = Run(tool, JsonSerializer.Deserialize<Call>(line)!);
            answers.Write($"\n{Mark}{JsonSerializer.Serialize(ending)}\n");
        }
        return 0;
    }

    static Ending Run(MethodInfo tool, Call call)
    {
        Environment.CurrentDirectory = call.Folder;
        var errors = Path.Combine(Path.GetTempPath(), $"em-walk-{Environment.ProcessId}.txt");
        Redirect(call, errors);
        var (code, crash) = Invoke(tool, call.Arguments);
        return new(code, HasStreams ? File.ReadAllText(errors) : "not known", crash);
    }

    static (int Code, string? Crash) Invoke(MethodInfo tool, string[] arguments)
    {
        try
        {
            return ((int)tool.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null)!, null);
        }
        catch (Exception thrown)
        {
            return (134, thrown.ToString());
        }
    }

    /// <summary>Whether a call can have a standard input and error of its own.</summary>
    public static bool HasStreams => !OperatingSystem.IsWindows();

    // The calls come through what standard input was; each call then has another one.
    static Stream OwnInput() =>
        HasStreams ? new FileStream(new SafeFileHandle(Duplicate(0), ownsHandle: true), FileAccess.Read) : Console.OpenStandardInput();

    // Whoever opens a standard stream gets the file.
    static void Redirect(Call call, string errors)
    {
        if (!HasStreams)
            return;
        using (var input = File.OpenHandle(call.Input is { } name ? Path.Combine(call.Folder, name) : "/dev/null"))
            _ = DuplicateTo((int)input.DangerousGetHandle(), 0);
        using (var error = File.OpenHandle(errors, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
            _ = DuplicateTo((int)error.DangerousGetHandle(), 2);
        Console.SetIn(new StreamReader(Console.OpenStandardInput()));
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int DuplicateTo(int file, int other);
}
