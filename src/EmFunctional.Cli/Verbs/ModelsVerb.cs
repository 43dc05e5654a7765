using System.CommandLine;
using System.IO;
using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Models;
using EmFunctional.Saving;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em models</c>: the models and families, with what each can do.</summary>
static class ModelsVerb
{
    public static Command Create(Registry registry)
    {
        var command = new Command("models", "list the models and families, or say what one is");
        var name = new Argument<string?>("NAME") { Description = "a model or a family", Arity = ArgumentArity.ZeroOrOne };
        var schema = new Option<bool>("--schema") { Description = "print the JSON schema of saved models" };
        var names = registry.Models.Map(model => model.Name).AddRange(registry.Families.Map(family => family.Name));
        name.CompletionSources.Add(_ => names.Select(known => new System.CommandLine.Completions.CompletionItem(known)));
        command.Add(name);
        command.Add(schema);
        command.SetAction(parsed =>
        {
            var terminal = Terminal.OfProcess(quiet: true);
            var page =
                parsed.GetValue(schema) ? ModelJson.Schema
                : parsed.GetValue(name) is not { } asked ? Offer.Of(registry)
                : registry.Models.Exists(model => model.Name == asked) ? Page(asked)
                : registry.Families.Find(family => family.Name == asked).Case is Families.FamilyEntry family ? Offer.Of(registry, family)
                : null;
            if (page is null)
                return terminal.Refuse([new Modelling.EmError.UnknownName("model or family", parsed.GetValue(name)!, names)]);
            using var to = terminal.Out;
            to.Write(page);
            return ExitCode.Done;
        });
        return command;
    }

    // The page of a model has its name; a model of somebody's own has none.
    static string Page(string model)
    {
        using var stream = typeof(ModelsVerb).Assembly.GetManifestResourceStream($"page/{model}");
        if (stream is null)
            return $"{model} has no page here: 'em fit --help' names its options.\n";
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
