using System.IO;
using System.Linq;
using System.Text;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using EmFunctional.Narration;

namespace EmFunctional.Cli.Output;

/// <summary>
/// What people read: every text for them goes through here, so that no name of a file, a column or a cell reaches a terminal with control characters.
/// </summary>
/// <param name="inner">Where it is written.</param>
/// <param name="look">What the place is like.</param>
sealed class PlainWriter(TextWriter inner, Look look = default) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    /// <summary>A character, not of a name.</summary>
    public override void Write(char value) => inner.Write(Plain.Lines($"{value}"));

    /// <summary>A text of several lines.</summary>
    public override void Write(string? value) => inner.Write(Plain.Lines((value ?? "").ReplaceLineEndings("\n")));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <summary>A line; what stands in it begins no other.</summary>
    public override void WriteLine(string? value) => inner.WriteLine(Plain.Line(value ?? ""));

    /// <summary>What the place is like that the lines go to.</summary>
    public Look Look => look;

    /// <summary>A sentence or a few, in as many lines as it needs.</summary>
    public void WriteProse(string value, Tone tone = Tone.Plain)
    {
        foreach (var line in look.Lines(value))
            WriteToned(line, tone);
    }

    /// <summary>A line in a tone.</summary>
    public void WriteToned(string value, Tone tone) =>
        inner.WriteLine(look.IsColoured ? Tones.Set(tone, Plain.Line(value)) : Plain.Line(value));

    /// <summary>A table, its headings first.</summary>
    public void WriteTable(TextTable table)
    {
        foreach (var (line, i) in table.Lines.Select((line, i) => (line, i)))
            WriteToned(line, i == 0 ? Tone.Heading : Tone.Plain);
    }

    public override void WriteLine() => inner.WriteLine();

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
