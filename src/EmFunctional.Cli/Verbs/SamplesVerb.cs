using System.CommandLine;
using System.Linq;
using EmFunctional.Cli.Input;
using EmFunctional.Cli.Output;
using LanguageExt;

namespace EmFunctional.Cli.Verbs;

/// <summary><c>em samples [NAME]</c>: the data sets inside the tool, or the text of one.</summary>
static class SamplesVerb
{
    public static Command Create()
    {
        var command = new Command("samples", "list the data sets inside the tool, or print one as CSV");
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "a sample" };
        name.CompletionSources.Add(_ => Sample.All.Select(sample => new System.CommandLine.Completions.CompletionItem(sample.Name)));
        command.Add(name);
        command.SetAction(parsed => Print(Terminal.OfProcess(quiet: true), parsed.GetValue(name)));
        return command;
    }

    static int Print(Terminal terminal, string? name)
    {
        using var to = terminal.Out;
        if (name is not null)
            return Sample.Find(name.TrimStart('@')).Match(Right: sample => Write(to, sample.Text), Left: error => terminal.Refuse([error]));
        var width = Sample.All.Max(sample => sample.Name.Length) + 1;
        return Write(to, string.Concat(Sample.All.Select(sample => $"{('@' + sample.Name).PadRight(width)}  {sample.Summary}\n")));
    }

    static int Write(System.IO.TextWriter to, string text)
    {
        to.Write(text);
        return ExitCode.Done;
    }
}
