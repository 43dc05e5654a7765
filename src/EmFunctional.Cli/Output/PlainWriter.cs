using System.IO;
using System.Text;
using EmFunctional.Explaining;
using EmFunctional.Modelling;

namespace EmFunctional.Cli.Output;

/// <summary>
/// What people read: every text for them goes through here, so that no name of a file, a column or a cell reaches a terminal with control characters.
/// </summary>
sealed class PlainWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    /// <summary>A character, not of a name.</summary>
    public override void Write(char value) => inner.Write(Plain.Lines($"{value}"));

    /// <summary>A text of several lines.</summary>
    public override void Write(string? value) => inner.Write(Plain.Lines((value ?? "").ReplaceLineEndings("\n")));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <summary>A line; what stands in it begins no other.</summary>
    public override void WriteLine(string? value) => inner.WriteLine(Plain.Line(value ?? ""));

    public override void WriteLine() => inner.WriteLine();

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
