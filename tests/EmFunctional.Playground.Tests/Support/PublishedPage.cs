using System.IO;
using EmFunctional.Browsing;
using Xunit;

namespace EmFunctional.Playground.Tests.Support;

/// <summary>The page as it is published: plain files.</summary>
static class PublishedPage
{
    /// <summary>The files, each beside what it is compressed.</summary>
    public static string Folder { get; } = Path.Combine(DevServer.Root, "src", "EmFunctional.Cli", "obj", "playground", "wwwroot");

    /// <summary>The tool with the page beside it.</summary>
    public static string Tool { get; } =
        Path.Combine(DevServer.Root, "src", "EmFunctional.Cli", "bin", DevServer.Configuration, "net10.0", "em.dll");

    /// <summary>Whether it was published.</summary>
    public static bool IsThere =>
        File.Exists(Path.Combine(Folder, "index.html")) && Directory.Exists(Path.Combine(Path.GetDirectoryName(Tool)!, "playground"));
}

/// <summary>A test of the published page. Where it was not published, or there is no browser, it is skipped; the build machine has both.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute() =>
        Skip =
            Browser.Executable is null ? "there is no Chromium on this machine"
            : PublishedPage.IsThere ? null!
            : "the page is not published: dotnet build -c Release src/EmFunctional.Cli -t:Playground";
}
