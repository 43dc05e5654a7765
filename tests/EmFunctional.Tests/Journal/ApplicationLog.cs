using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reactive.Linq;
using System.Text;
using EmFunctional.Families;
using EmFunctional.Iterating;
using EmFunctional.Journal;
using EmFunctional.Mixtures;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Runs;
using EmFunctional.Streams;
using EmFunctional.Tests.Support;
using LanguageExt;
using Serilog;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace EmFunctional.Tests.Journal;

/// <summary>An application's own log, written by the formatter that Serilog's users know, with runs in it.</summary>
public abstract class ApplicationLog : IDisposable
{
    private protected JournalFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string Path => Folder.PathTo("app.clef");

    private protected static Problem<MixtureParameters> Waits { get; } =
        Problem.Of(Mixture.Of<Normal>(2), MixtureData.Of<Normal>([1.1, 0.4, 0.9, 1.6, 5.2, 4.1, 5.9, 4.8]).OrThrow()).OrThrow();

    private protected static MixtureParameters WaitsStart { get; } =
        Mixture.Of<Normal>(2).At(("mixingWeight", [0.5, 0.5]), ("mean", [0, 6]), ("standardDeviation", [1, 1])).OrThrow();

    private protected ILogger Logger(ITextFormatter? formatter = null) =>
        new LoggerConfiguration()
            .Enrich.WithProperty("Application", "shop")
            .WriteTo.File(formatter ?? new CompactJsonFormatter(), Path)
            .CreateLogger();

    // Orders are taken while the run goes on.
    private protected static IObservable<RunEvent<T>> Among<T>(IObservable<RunEvent<T>> events, Problem<T> problem, ILogger logger) =>
        events
            .Do(_ => logger.Information("Order {Order} of {Items} taken", 17, new[] { "tea", "milk" }))
            .Journal(problem.Chart, logger)
            .Do(_ => logger.Warning("An {Event} that is ours", "iterated"));

    private protected IReadOnlyList<RunEvent<MixtureParameters>> Record(ILogger logger, int count = int.MaxValue)
    {
        logger.Information("The shop opens");
        var seen = Among(Em.Run(Folder.Coins, Sample.ArticleStart, StopRule.Default, new()), Folder.Coins, logger)
            .Take(count)
            .ToEnumerable()
            .ToArray();
        logger.Information("The shop closes {At}", DateTime.UnixEpoch);
        ((IDisposable)logger).Dispose();
        return seen;
    }

    private protected (JournalLine[] Lines, JournalLines Read, Option<JournalError> Fault) Read(string? path = null)
    {
        using var stream = JournalStream.Open(path ?? Path).OrThrow();
        var lines = JournalReader.Read(stream);
        var read = lines.ToArray();
        return ([.. read.Rights()], lines, read.Lefts().HeadOrNone());
    }
}
