using System.Threading.Tasks;
using Orleans.Concurrency;

namespace EmFunctional.Cluster.Nodes;

/// <summary>A node of the tree of a job, wherever it is: a leaf keeps its rows, a node above asks its children. Its key is that of <see cref="NodeKey"/>.</summary>
[Alias("em.node")]
interface INodeGrain : IGrainWithStringKey
{
    /// <summary>What its blocks add up to at θ. Asked again, it goes on with what it has in hand.</summary>
    /// <param name="question">The job and θ.</param>
    [Alias("sums"), AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task<Answer> Sums(Question question);

    /// <summary>Leaves this worker if the rows belong to another now.</summary>
    [Alias("settle")]
    Task Settle();
}

/// <summary>What is asked of a node.</summary>
/// <param name="Job">The job.</param>
/// <param name="At">θ, as the bytes of its numbers.</param>
/// <param name="Openings">Who knows what the job opens.</param>
[GenerateSerializer, Immutable, Alias("em.question")]
sealed record Question([property: Id(0)] Job Job, [property: Id(1)] byte[] At, [property: Id(2)] IOpenings Openings);

/// <summary>The process that runs a fit, asked by workers what a job opens: it may be long, and travels once to each of them.</summary>
[Alias("em.openings")]
interface IOpenings : IGrainObserver
{
    /// <summary>What a job opens; null of one that this process does not run.</summary>
    /// <param name="key">By what the job is known.</param>
    [Alias("of")]
    Task<string?> Of(string key);
}

/// <summary>What a node answers: what its blocks add up to, or why that cannot be computed.</summary>
/// <param name="Sums">The bytes of the numbers; none where there is an error.</param>
/// <param name="Kind">The kind of the error.</param>
/// <param name="Error">The error in words.</param>
/// <param name="Slowest">The longest time that a leaf below took, in milliseconds.</param>
/// <param name="Kept">How many rows are in memory below, where workers have parts of them.</param>
[GenerateSerializer, Immutable, Alias("em.answer")]
sealed record Answer(
    [property: Id(0)] byte[] Sums,
    [property: Id(1)] string? Kind = null,
    [property: Id(2)] string? Error = null,
    [property: Id(3)] double Slowest = 0,
    [property: Id(4)] long Kept = 0
);
