using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace Xunit.Abstractions
{
    /// <summary>A namespace of the framework for which the tests are written.</summary>
    static class Empty;
}

namespace EmFunctional.Tests.Support
{
    sealed record ToolResult(int ExitCode, string Out, string Error);

    /// <summary>
    /// The tool <c>em</c> within this process, where the mutants are: a call at a time, whose folder and standard streams are those of the process.
    /// A test that needs a process of its own is skipped.
    /// </summary>
    sealed class Tool : IDisposable
    {
        static readonly Lock _gate = new();
        static readonly MethodInfo _program = typeof(EmFunctional.Cli.Input.DataSource).Assembly.EntryPoint!;

        public string Folder { get; } = Directory.CreateTempSubdirectory("em").FullName;

        public IEnumerable<string> Files => Directory.EnumerateFileSystemEntries(Folder);

        public void Dispose() => Directory.Delete(Folder, recursive: true);

        public string Write(string name, string text)
        {
            File.WriteAllText(Path.Combine(Folder, name), text);
            return name;
        }

        public ToolResult Run(params string[] arguments) => Feed(null, arguments);

        public ToolResult Done(params string[] arguments)
        {
            var result = Run(arguments);
            Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
            return result;
        }

        public string Succeeded(params string[] arguments)
        {
            var result = Done(arguments);
            Assert.Equal("", result.Error);
            return result.Out;
        }

        public ToolResult Feed(string? input, params string[] arguments)
        {
            lock (_gate)
            {
                var given = Path.GetTempFileName();
                File.WriteAllText(given, input ?? "");
                var before = Environment.CurrentDirectory;
                Environment.CurrentDirectory = Folder;
                try
                {
                    using var streams = new Streams(given);
                    var code = (int)_program.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null)!;
                    return new(code, streams.Out, streams.Error);
                }
                finally
                {
                    Environment.CurrentDirectory = before;
                    File.Delete(given);
                }
            }
        }

        public ToolResult Bounded(int bytes, params string[] arguments) => throw Skipped();

        public ToolResult Shell(string command, params string[] arguments) => throw Skipped();

        public Process Start(params string[] arguments) => throw Skipped();

        public static void Interrupt(Process process) => throw Skipped();

        public static ToolResult End(Process process) => throw Skipped();

        static InvalidOperationException Skipped()
        {
            Assert.Skip("it starts a process");
            return new();
        }

        // Files in the place of the standard streams, which whoever opens one gets.
        sealed class Streams : IDisposable
        {
            readonly string _out = Path.GetTempFileName();
            readonly string _error = Path.GetTempFileName();
            readonly int[] _before = [Duplicate(0), Duplicate(1), Duplicate(2)];

            public Streams(string input)
            {
                Put(0, input, FileMode.Open, FileAccess.Read);
                Put(1, _out, FileMode.Create, FileAccess.Write);
                Put(2, _error, FileMode.Create, FileAccess.Write);
                Console.SetIn(new StreamReader(Console.OpenStandardInput()));
            }

            public string Out => TextOf(_out);

            public string Error => TextOf(_error);

            public void Dispose()
            {
                for (var i = 0; i < _before.Length; i++)
                {
                    _ = DuplicateTo(_before[i], i);
                    _ = Close(_before[i]);
                }
                File.Delete(_out);
                File.Delete(_error);
            }

            static string TextOf(string path)
            {
                using var text = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
                return text.ReadToEnd().ReplaceLineEndings("\n");
            }

            static void Put(int stream, string path, FileMode mode, FileAccess access)
            {
                using SafeFileHandle file = File.OpenHandle(path, mode, access, FileShare.ReadWrite);
                _ = DuplicateTo((int)file.DangerousGetHandle(), stream);
            }

            [DllImport("libc", EntryPoint = "dup")]
            static extern int Duplicate(int file);

            [DllImport("libc", EntryPoint = "dup2")]
            static extern int DuplicateTo(int file, int other);

            [DllImport("libc", EntryPoint = "close")]
            static extern int Close(int file);
        }
    }
}
