using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Cluster.Hosting;
using EmFunctional.Iterating;
using EmFunctional.Modelling;
using EmFunctional.Numerics;
using EmFunctional.Sharding;
using LanguageExt;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace EmFunctional.Cluster.Nodes;

[ByRange, KeepAlive]
sealed class NodeGrain(ILocalSiloDetails silo, OpenedJobs jobs, Roster roster) : Grain, INodeGrain
{
    // Several runs over the same rows may be under way at once, each at its own θ: of so many an answer is kept, for who asks again.
    const int MostKept = 4;

    readonly List<(byte[] At, Task<Answer> Answer)> _inHand = [];

    // What was dropped for others goes, and its rows with it.
    readonly WeakReference<OpenedJob?> _keeps = new(null);
    TreeNode _node;
    int _blocks;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_node, _blocks) = NodeKey.Read(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_keeps.TryGetTarget(out var job))
            job.Release(_node.First, _node.Count(_blocks));
        return Task.CompletedTask;
    }

    public Task<Answer> Sums(Question question)
    {
        foreach (var (at, answer) in _inHand)
            if (!answer.IsFaulted && at.AsSpan().SequenceEqual(question.At))
                return answer;
        var computed = _node.Level <= question.Job.Leaf ? OfLeaf(question) : OfChildren(question);
        _inHand.RemoveAll(old => old.Answer.IsFaulted);
        if (_inHand.Count >= MostKept && _inHand.FindIndex(old => old.Answer.IsCompleted) is >= 0 and var oldest)
            _inHand.RemoveAt(oldest);
        _inHand.Add((question.At, computed));
        return computed;
    }

    async Task<Answer> OfLeaf(Question question)
    {
        var opened = await jobs.Open(question.Job, question.Openings.Of);
        if (opened.Case is EmError error)
            return Failed(error);
        var job = opened.IfLeft(_ => throw new UnreachableException());
        using var span = ClusterTelemetry.BeginLeaf(_node.First, _node.Count(_blocks));
        var begun = Stopwatch.GetTimestamp();
        if (!_keeps.TryGetTarget(out var kept) || !ReferenceEquals(kept, job))
        {
            kept?.Release(_node.First, _node.Count(_blocks));
            job.Keep(_node.First, _node.Count(_blocks));
            _keeps.SetTarget(job);
        }
        var sums = await jobs.Compute(() => job.At(question.At).Bind(sums => sums(_node, InOrder.Executor)));
        var took = Stopwatch.GetElapsedTime(begun);
        ClusterTelemetry.EndLeaf(took);
        return sums.Match(
            Right: numbers => new Answer(
                Numbers.ToBytes(numbers),
                Slowest: took.TotalMilliseconds,
                Kept: job.Kept(_node.First, _node.Count(_blocks))
            ),
            Left: Failed
        );
    }

    async Task<Answer> OfChildren(Question question)
    {
        var (leaf, level) = (question.Job.Leaf, _node.Level);
        // Levels are those of the leaves, then Fan apart, and the root.
        var below = leaf + (level - leaf - 1) / Job.Fan * Job.Fan;
        var children = _node.At(below, _blocks);
        var asked = children.Map(child => Asking.Until(GrainFactory, question, child, _ => { }, CancellationToken.None)).ToArray();
        var answers = await Task.WhenAll(asked);
        if (answers.Find(answer => answer.Kind is not null).Case is Answer failed)
            return failed;
        var opened = await jobs.Open(question.Job, question.Openings.Of);
        return opened.Match(
            Right: job =>
                Tree.Reduce(answers.Length, i => Numbers.OfBytes(answers[i].Sums), job.Problem.Pass.Add)
                    .Match(
                        Right: sums => new Answer(
                            Numbers.ToBytes(sums),
                            Slowest: answers.Max(answer => answer.Slowest),
                            Kept: answers.Sum(answer => answer.Kept)
                        ),
                        Left: Failed
                    ),
            Left: Failed
        );
    }

    Answer Failed(EmError error) => new([], error.GetType().Name, $"{error} (worker {silo.SiloAddress.Endpoint})");

    public Task Settle()
    {
        if (!silo.SiloAddress.Equals(roster.HomeOf(_node, _blocks, roster.Workers())))
            DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
