using System.IO;
using System.Text;

namespace EmFunctional.Watching.Views;

/// <summary>The parts of the page that are the same for every run, as they lie in the assembly.</summary>
/// <param name="Kind">The media type.</param>
/// <param name="Text">The text.</param>
sealed record PagePart(string Kind, string Text)
{
    /// <summary>The page itself.</summary>
    public static PagePart Page { get; } = new("text/html; charset=utf-8", Read("watch.html"));

    /// <summary>How it looks.</summary>
    public static PagePart Style { get; } = new("text/css; charset=utf-8", Read("watch.css"));

    /// <summary>What it does.</summary>
    public static PagePart Script { get; } = new("text/javascript; charset=utf-8", Read("watch.js"));

    /// <summary>Its picture in the tab of the browser.</summary>
    public static PagePart Icon { get; } = new("image/svg+xml; charset=utf-8", Read("watch.svg"));

    static string Read(string name)
    {
        using var text = new StreamReader(typeof(PagePart).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
