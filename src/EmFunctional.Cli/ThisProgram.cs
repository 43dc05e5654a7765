using System.IO;
using System.Linq;
using System.Reflection;

namespace EmFunctional.Cli;

/// <summary>The program of this process, to be started again with other words.</summary>
static class ThisProgram
{
    static bool _isTool;

    /// <summary>Whether the program is a tool with models of its own: it passes on all words that it was called with.</summary>
    public static void Passes(string[] args) => _isTool = Environment.GetCommandLineArgs().Skip(1).SequenceEqual(args);

    /// <summary>What starts it: where it is no tool, such as a test, the tool <c>em</c> beside it.</summary>
    public static (string File, string[] Words) Command
    {
        get
        {
            var process = Environment.ProcessPath!;
            var isRuntime = Path.GetFileNameWithoutExtension(process) == "dotnet";
            var assembly = _isTool ? Assembly.GetEntryAssembly()! : typeof(ThisProgram).Assembly;
            return _isTool && !isRuntime ? (process, []) : (isRuntime ? process : "dotnet", [assembly.Location]);
        }
    }
}
