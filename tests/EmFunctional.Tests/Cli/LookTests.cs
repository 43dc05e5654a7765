using System.IO;
using System.Linq;
using EmFunctional.Cli.Output;

namespace EmFunctional.Tests.Cli;

/// <summary>What a person sees at a terminal, and a program in a file.</summary>
public class LookTests
{
    static string Written(Look look, Action<PlainWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using var to = new PlainWriter(text, look);
        write(to);
        return text.ToString();
    }

    const string Long = "  columns: one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve";

    [Fact]
    public void Prose_is_broken_for_a_terminal_and_stays_a_line_in_a_file()
    {
        Assert.Equal(Long + "\n", Written(new(null, false), to => to.WriteProse(Long)));
        var lines = Written(new(60, false), to => to.WriteProse(Long)).TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.True(line.Length <= 60 && line.StartsWith("  ", StringComparison.Ordinal)));
        // Nothing is narrower than this.
        Assert.Equal(lines, Written(new(20, false), to => to.WriteProse(Long)).TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Colour_is_around_the_text_and_names_bring_none_of_their_own()
    {
        Assert.Equal("\u001b[32mwell\\u001b[31m\u001b[0m\n", Written(new(80, true), to => to.WriteToned("well\u001b[31m", Tone.Good)));
        Assert.Equal("well\n", Written(new(80, false), to => to.WriteToned("well", Tone.Good)));
    }

    [Fact]
    public void Each_tone_can_be_told_from_the_others() =>
        Assert.Distinct(Enum.GetValues<Tone>().Select(tone => Tones.Set(tone, "x")).ToArray());
}
