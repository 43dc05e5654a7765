namespace EmFunctional.Cli.Output;

/// <summary>How a line is to be seen where there is colour; without, the words say the same.</summary>
enum Tone
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>What stands above others.</summary>
    Heading,

    /// <summary>It went well.</summary>
    Good,

    /// <summary>It is to be looked at.</summary>
    Doubtful,

    /// <summary>It went wrong.</summary>
    Bad,

    /// <summary>What few need.</summary>
    Faint,
}

/// <summary>The control sequences of a terminal for tones.</summary>
static class Tones
{
    // The terminal's own colours, which suit its ground.
    static string Of(Tone tone) =>
        tone switch
        {
            Tone.Heading => "1",
            Tone.Good => "32",
            Tone.Doubtful => "33",
            Tone.Bad => "31",
            Tone.Faint => "2",
            _ => "",
        };

    /// <summary>A text in its tone.</summary>
    public static string Set(Tone tone, string text) =>
        tone == Tone.Plain || text.Length == 0 ? text : $"\u001b[{Of(tone)}m{text}\u001b[0m";
}
