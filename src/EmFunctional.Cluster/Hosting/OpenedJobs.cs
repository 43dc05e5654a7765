using System.Collections.Concurrent;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Cluster.Hosting;

/// <summary>The jobs that a worker has opened, each once, and the threads on which it computes.</summary>
/// <param name="open">Opens what a job names.</param>
/// <param name="threads">On how many threads it computes.</param>
sealed class OpenedJobs(Func<string, Either<EmError, OpenedJob>> open, int threads) : IDisposable
{
    readonly ConcurrentDictionary<string, Lazy<Task<Either<EmError, OpenedJob>>>> _opened = new(StringComparer.Ordinal);
    readonly ComputeThreads _threads = new(threads);

    /// <summary>What a job names, if this worker has the same software and reads the same data.</summary>
    public Task<Either<EmError, OpenedJob>> Open(Job job) =>
        _opened.GetOrAdd(job.Key, _ => new(() => Compute(() => Checked(job, open)))).Value;

    /// <summary>Computes on a thread of its own, so that messages are heard meanwhile.</summary>
    public Task<T> Compute<T>(Func<T> work) => _threads.Run(work);

    static Either<EmError, OpenedJob> Checked(Job job, Func<string, Either<EmError, OpenedJob>> open) =>
        job.Software != ThisSoftware.Version
            ? Other("is of another version", job.Software, ThisSoftware.Version)
            : open(job.Opening).Bind(opened => OfData(job, opened));

    static Either<EmError, OpenedJob> OfData(Job job, OpenedJob opened)
    {
        var id = opened.Problem.Identify().Match(hash => hash.ToString(), () => "");
        return id != job.Data ? Other($"reads other data than the run ({opened.Problem.Describe().Source})", job.Data, id)
            : opened.Problem.Blocks != job.Blocks ? Other("cuts the data otherwise", $"{job.Blocks} blocks", $"{opened.Problem.Blocks}")
            : opened;
    }

    static EmError Other(string what, string here, string there) =>
        new EmError.Recorded("OtherWorker", $"a worker {what}: {there}, not {here}");

    public void Dispose() => _threads.Dispose();
}
