using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Models;
using EmFunctional.Saving;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em models</c>: the models and their options.</summary>
static class ModelsVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("models", "list the models and their options, or print the page of one");
        var name = new Argument<string?>("NAME") { Description = "the model whose page to print", Arity = ArgumentArity.ZeroOrOne };
        var schema = new Option<bool>("--schema") { Description = "print the JSON schema of saved models" };
        name.CompletionSources.Add(_ => registry.Models.Select(entry => new System.CommandLine.Completions.CompletionItem(entry.Name)));
        command.Add(name);
        command.Add(schema);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(quiet: true);
            using var to = terminal.Out;
            if (parsed.GetValue(schema))
            {
                to.Write(ModelJson.Schema);
                return ExitCode.Done;
            }
            if (parsed.GetValue(name) is { } asked)
                return registry
                    .Find(asked)
                    .Match(
                        Right: entry =>
                        {
                            to.Write(Page(entry));
                            return ExitCode.Done;
                        },
                        Left: error => terminal.Refuse([error])
                    );
            foreach (var entry in registry.Models)
            {
                to.WriteLine($"{entry.Name}: {entry.Summary}");
                foreach (var option in entry.Options)
                    to.WriteLine($"    {Flag(option)} [{option.Default}]  {option.Help}");
            }
            return ExitCode.Done;
        });
        return command;
    }

    // The page of a model has its name.
    static string Page(ModelEntry entry)
    {
        using var stream = typeof(ModelsVerb).Assembly.GetManifestResourceStream($"page/{entry.Name}")!;
        using var reader = new System.IO.StreamReader(stream);
        return reader.ReadToEnd();
    }

    static string Flag(ModelOptionEntry option) =>
        option.Name == ModelOptionEntry.Components.Name
            ? "-k N"
            : $"--{option.Name} {(option.IsText ? "TEXT" : string.Join('|', option.Values))}";
}
