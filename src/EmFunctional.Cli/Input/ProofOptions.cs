using System.Linq;
using EmFunctional.Cli.Output;
using EmFunctional.Modelling;
using LanguageExt;
using Command = System.CommandLine.Command;
using ParseResult = System.CommandLine.ParseResult;

namespace EmFunctional.Cli.Input;

/// <summary>The options of whoever has a journal proved.</summary>
/// <param name="condition">What they are given with, if they are not of a verb of their own.</param>
sealed class ProofOptions(string condition = "")
{
    static readonly string[] _formats = ["table", "json"];

    readonly System.CommandLine.Option<string?> _signedBy = new("--signed-by")
    {
        Description = $"{condition}prove that the owner of the public key in this PEM file signed it",
        HelpName = "PUB",
    };
    readonly System.CommandLine.Option<string?> _format = new("--format")
    {
        Description = $"{condition}table or json [default: table]",
        HelpName = "FORMAT",
    };

    public void AddTo(Command command)
    {
        _format.CompletionSources.Add(_ => _formats.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        command.Add(_signedBy);
        command.Add(_format);
    }

    /// <summary>Whether any is given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_signedBy) is not null || parsed.GetValue(_format) is not null;

    /// <summary>How the proof is to be told, before anything is computed.</summary>
    public Validation<EmError, ProofWanted> Read(ParseResult parsed) =>
        from format in Usage.Choose("format", parsed.GetValue(_format) ?? _formats[0], _formats)
        from owner in SignedBy
            .Of(parsed.GetValue(_signedBy))
            .MapLeft(error => JournalTrace.ErrorOf(parsed.GetValue(_signedBy) ?? "", error))
            .ToValidation()
        select new ProofWanted(owner, format == "json");
}

/// <summary>How a proof is to be told.</summary>
/// <param name="By">Who is to have signed.</param>
/// <param name="IsJson">Whether it is told to a program.</param>
sealed record ProofWanted(SignedBy By, bool IsJson) : IDisposable
{
    /// <summary>Prints what came of a proof, with who signed the journal.</summary>
    /// <param name="report">What came of it.</param>
    /// <param name="read">The journal, read to its end.</param>
    /// <param name="terminal">Where it is printed.</param>
    /// <returns>The exit code.</returns>
    public int Tell(ProofReport report, Journal.JournalLines read, Terminal terminal) =>
        (
            report with
            {
                Signature = report.IsSame ? By.Tell(read, report.IsCut) : Option<SignatureReport>.None,
                Others = read.Others,
                Provenance = read.Provenance,
            }
        ).Write(terminal, IsJson);

    public void Dispose() => By.Dispose();
}
