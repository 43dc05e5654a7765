using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using LanguageExt;

namespace EmFunctional.Tests.Support;

/// <summary>Journals in a folder of their own.</summary>
sealed class JournalFolder : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The article's coins.</summary>
    public Problem<MixtureParameters> Coins { get; } = Problem.Of(Mixture.Of<Coin>(2), Sample.DoBatzoglou).OrThrow();

    /// <summary>The path of a journal of the article's run.</summary>
    public string CoinsJournal(StopRule? rule = null)
    {
        Record("coins.clef", Coins, Sample.ArticleStart, rule ?? StopRule.Default);
        return PathTo("coins.clef");
    }

    public string PathTo(string name) => Path.Combine(_folder, name);

    /// <summary>Runs a problem to its end with a journal; the events as a subscriber saw them.</summary>
    public IReadOnlyList<RunEvent<P>> Record<P>(string name, Problem<P> problem, P start, StopRule rule, Iterate<P>? algorithm = null)
    {
        using var file = JournalFile.Create(PathTo(name)).OrThrow();
        return
        [
            .. Em.Run(problem, start, rule, new() { Algorithm = algorithm ?? Algorithm.Plain })
                .Journal(problem.Chart, file.Logger)
                .ToEnumerable(),
        ];
    }

    public IReadOnlyList<RunEvent<Vector>> Read(string name)
    {
        using var stream = File.OpenRead(PathTo(name));
        return [.. JournalReader.Read(stream, Seals.Checked).Select(line => line.OrThrow().Event)];
    }

    /// <summary>Cuts a journal after some bytes into another, resumes that one, and reads it.</summary>
    public IReadOnlyList<RunEvent<Vector>> ResumeAfter<P>(string name, int bytes, Problem<P> problem, Iterate<P>? algorithm = null)
    {
        File.WriteAllBytes(PathTo("cut.clef"), File.ReadAllBytes(PathTo(name))[..bytes]);
        Resume("cut.clef", problem, algorithm);
        return Read("cut.clef");
    }

    /// <summary>Resumes a journal with an algorithm of any kind.</summary>
    public void Resume<P>(string name, Problem<P> problem, Iterate<P>? algorithm = null)
    {
        using var file = JournalFile.Reopen(PathTo(name)).OrThrow();
        var recovered = Recovery.Find(name, file.Read()).Bind(Recovery.Whole).Bind(found => found.On(problem.Chart)).OrThrow();
        var events = recovered.Events(problem, default, new() { Algorithm = algorithm ?? Algorithm.Plain }, name).OrThrow();
        file.Continue(recovered.Length, recovered.TornBytes, recovered.Seal).OrThrow();
        events
            .ToObservable()
            .Journal(problem.Chart, file.Logger, run: recovered.Run.Started.Map(s => s.Run).IfNone(default(Hash256)))
            .Subscribe();
    }

    /// <summary>The lines of a journal, which has no fault.</summary>
    public JournalLine[] Lines(string name)
    {
        using var stream = File.OpenRead(PathTo(name));
        return [.. JournalReader.Read(stream).Select(line => line.OrThrow())];
    }

    /// <summary>Two coins.</summary>
    public static MixtureParameters Start(double a, double b) => Make.Coins(a, b).OrThrow();

    /// <summary>The bytes of a journal: plain, accelerated, resumed, or of a tournament.</summary>
    public byte[] Recorded(string kind)
    {
        switch (kind)
        {
            case "plain":
                CoinsJournal();
                break;
            case "accelerated":
                Record("coins.clef", Coins, Start(0.45, 0.4), StopRule.Residual(1e-8), Algorithm.Squarem);
                break;
            case "resumed":
                CoinsJournal();
                var ends = Altered.Ends(File.ReadAllBytes(PathTo("coins.clef")));
                ResumeAfter("coins.clef", ends[4], Coins);
                return File.ReadAllBytes(PathTo("cut.clef"));
            default:
                Arr<MixtureParameters> starts = Arr.create(Start(0.6, 0.5), Start(0.2, 0.3), Start(0.45, 0.9));
                using (var file = JournalFile.Create(PathTo("coins.clef")).OrThrow())
                    Tournament
                        .Events(Coins, starts, StopRule.Default, new() { Seed = 7 })
                        .ToObservable()
                        .Journal(Coins.Chart, file.Logger)
                        .Subscribe();
                break;
        }
        return File.ReadAllBytes(PathTo("coins.clef"));
    }
}
