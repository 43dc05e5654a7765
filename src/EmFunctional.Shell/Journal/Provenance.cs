using System.Text.RegularExpressions;

namespace EmFunctional.Journal;

/// <summary>Who recorded a run, where, and by which command line: in a journal only where it was asked for.</summary>
/// <param name="User">The name of the user with the system.</param>
/// <param name="Machine">The name of the machine in its network.</param>
/// <param name="Folder">The folder in which the call was made.</param>
/// <param name="Command">The command line, without passwords in addresses.</param>
public sealed partial record Provenance(string User, string Machine, string Folder, string Command)
{
    /// <summary>Of this process.</summary>
    /// <param name="command">The command line; that of the process if null.</param>
    public static Provenance OfThisProcess(string? command = null) =>
        new(
            Environment.UserName,
            Environment.MachineName,
            Environment.CurrentDirectory,
            Password().Replace(command ?? Environment.CommandLine, "$1***$2")
        );

    /// <summary>All of it in a sentence.</summary>
    public override string ToString() => $"recorded by {User} on {Machine}, in the folder {Folder}, by: {Command}";

    // scheme://user:password@host
    [GeneratedRegex("(://[^:@/\\s]*:)[^@\\s]*(@)")]
    private static partial Regex Password();
}
