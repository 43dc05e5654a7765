using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Models;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em models</c>: the models and their options.</summary>
static class ModelsVerb
{
    public static Command Create()
    {
        var command = new Command("models", "list the models and their options");
        command.SetAction(_ =>
        {
            using var to = Terminal.OfProcess(quiet: true).Out;
            foreach (var entry in Registry.Models)
            {
                to.WriteLine($"{entry.Name}: {entry.Summary}");
                foreach (var option in entry.Options)
                    to.WriteLine($"    {Flag(option)} [{option.Default}]  {option.Help}");
            }
            return ExitCode.Done;
        });
        return command;
    }

    static string Flag(ModelOptionEntry option) =>
        option.Name == ModelOptionEntry.Components.Name
            ? "-k N"
            : $"--{option.Name} {(option.IsText ? "TEXT" : string.Join('|', option.Values))}";
}
