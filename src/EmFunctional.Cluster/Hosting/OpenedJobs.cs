using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Modelling;
using LanguageExt;

namespace EmFunctional.Cluster.Hosting;

/// <summary>The jobs that a worker has opened, each once, and the threads on which it computes.</summary>
/// <param name="open">Opens what a job names.</param>
/// <param name="threads">On how many threads it computes.</param>
sealed class OpenedJobs(Func<string, Either<EmError, OpenedJob>> open, int threads) : IDisposable
{
    // A worker serves one fit after the other: what the oldest ones had read goes. Many models may be fitted to the same data at once.
    const int MostData = 4;
    const int MostOpened = 256;

    readonly Lock _gate = new();
    readonly List<(string Key, string Data, Task<Either<EmError, OpenedJob>> Opened)> _opened = [];
    readonly ComputeThreads _threads = new(threads);

    /// <summary>What a job names, if this worker has the same software and reads the same data. What could not be opened is tried again.</summary>
    /// <param name="job">The job.</param>
    /// <param name="opening">Says what it opens, given its key.</param>
    public Task<Either<EmError, OpenedJob>> Open(Job job, Func<string, Task<string?>> opening)
    {
        var key = job.Key;
        lock (_gate)
        {
            _opened.RemoveAll(one => one.Opened.IsCompleted && (one.Opened.IsFaulted || one.Opened.Result.IsLeft));
            if (_opened.FindIndex(one => one.Key == key) is >= 0 and var known)
                return _opened[known].Opened;
            var data = _opened.Select(one => one.Data).Append(job.Data).Distinct().ToArray();
            if (data.Length > MostData)
                _opened.RemoveAll(one => one.Data == data[0]);
            if (_opened.Count == MostOpened)
                _opened.RemoveAt(0);
            var opened = Checked(job, opening);
            _opened.Add((key, job.Data, opened));
            return opened;
        }
    }

    /// <summary>Computes on a thread of its own, so that messages are heard meanwhile.</summary>
    public Task<T> Compute<T>(Func<T> work) => _threads.Run(work);

    async Task<Either<EmError, OpenedJob>> Checked(Job job, Func<string, Task<string?>> opening) =>
        job.Software != ThisSoftware.Version ? Other("is of another version", job.Software, ThisSoftware.Version)
        : await opening(job.Key) is { } text ? await Compute(() => open(text).Bind(opened => OfData(job, opened)))
        : new EmError.Recorded("Opening", "a worker was asked for a part of a fit that is over");

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
