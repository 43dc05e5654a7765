using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace EmFunctional.Tests.Support;

/// <summary>The libraries that are packages.</summary>
static class Packages
{
    /// <summary>Each by the end of its name.</summary>
    public static readonly IReadOnlyDictionary<string, Assembly> Libraries = new[]
    {
        "Core",
        "Shell",
        "Testing",
        "Pictures",
        "Plotting",
        "Frames",
        "ML",
        "Stores",
        "Notebooks",
        "Transcripts",
        "Tokenisation",
    }.ToDictionary(name => name, name => Assembly.Load($"EmFunctional.{name}"));
}
