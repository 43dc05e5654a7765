using System.Collections.Generic;

namespace Xunit.Abstractions
{
    /// <summary>A namespace of the framework for which the tests are written.</summary>
    static class Empty;
}

namespace EmFunctional.Tests.Support
{
    sealed record ToolResult(int ExitCode, string Out, string Error);

    /// <summary>The tool <c>em</c>, which is not here: a test that calls it is skipped.</summary>
    sealed class Tool : IDisposable
    {
        public Tool() => Assert.Skip("it calls the tool");

        public string Folder => "";

        public IEnumerable<string> Files => [];

        public void Dispose() { }

        public string Write(string name, string text) => "";

        public ToolResult Run(params string[] arguments) => new(0, "", "");

        public ToolResult Done(params string[] arguments) => new(0, "", "");

        public ToolResult Feed(string? input, params string[] arguments) => new(0, "", "");

        public string Succeeded(params string[] arguments) => "";
    }
}
