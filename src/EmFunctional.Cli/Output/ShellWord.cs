using System.Linq;
using EmFunctional.Explaining;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Cli.Output;

/// <summary>Names within commands that a person may paste into a shell.</summary>
static class ShellWord
{
    /// <summary>A name as one word of a shell that means nothing but itself; none for a name with control characters.</summary>
    public static Option<string> Of(string name) =>
        name.Length == 0 || Plain.Line(name) != name ? Option<string>.None
        : name.All(c => char.IsAsciiLetterOrDigit(c) || "@%_+=:,./-".Contains(c, StringComparison.Ordinal)) ? name
        : $"'{name.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
