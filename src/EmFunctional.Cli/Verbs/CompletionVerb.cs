using System.CommandLine;
using EmFunctional.Cli.Output;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em completion SHELL</c>: a script that makes a shell complete the tool's verbs, options, models and samples.</summary>
static class CompletionVerb
{
    const string Bash = """
        _em() {
            local IFS=$'\n'
            COMPREPLY=($(em "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null | grep -F -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _em em
        """;

    const string Zsh = """
        _em() {
            local -a suggestions
            suggestions=("${(@f)$(em "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- $suggestions
        }
        compdef _em em
        """;

    const string Fish = """
        complete -c em -a '(em "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
        """;

    const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName em -ScriptBlock {
            param($word, $ast, $position)
            em "[suggest:$position]" "$ast" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    public static Command Create()
    {
        var command = new Command("completion", "print a completion script for a shell");
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or powershell" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "powershell");
        command.Add(shell);
        command.SetAction(parsed =>
        {
            using var to = Terminal.OfProcess(quiet: true).Data;
            to.WriteLine(
                parsed.GetRequiredValue(shell) switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    "fish" => Fish,
                    _ => PowerShell,
                }
            );
            return ExitCode.Done;
        });
        return command;
    }
}
