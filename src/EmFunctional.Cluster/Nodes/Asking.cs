using System.Threading;
using System.Threading.Tasks;
using EmFunctional.Sharding;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace EmFunctional.Cluster.Nodes;

/// <summary>Asks a node until there is an answer: what was on a worker that is gone is activated elsewhere.</summary>
static class Asking
{
    static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    public static async Task<Answer> Until(
        IGrainFactory grains,
        Question question,
        TreeNode node,
        Action<Exception> lost,
        CancellationToken end
    )
    {
        var grain = grains.GetGrain<INodeGrain>(NodeKey.Of(question.Job.Key, node, question.Job.Blocks));
        for (; ; )
            try
            {
                return await grain.Sums(question).WaitAsync(end);
            }
            catch (Exception error)
                when (error
                        is SiloUnavailableException
                            or OrleansMessageRejectionException
                            or TimeoutException
                            or ConnectionFailedException
                            or GatewayTooBusyException
                            or NoWorkerException
                    || (error is OperationCanceledException && !end.IsCancellationRequested)
                )
            {
                lost(error);
                await Task.Delay(_pause, end);
            }
    }
}
