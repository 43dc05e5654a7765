using System.Linq;
using System.Reactive.Concurrency;
using EmFunctional.Numerics;
using EmFunctional.Resampling;
using EmFunctional.Sharding;
using EmFunctional.Streams;

namespace EmFunctional;

/// <summary>Bootstrap samples as streams.</summary>
public static class EmBootstraps
{
    extension(Em)
    {
        /// <summary>What is found in samples, in the order of their numbers, computed on all processors: the same on any number of them.</summary>
        /// <param name="bootstrap">How samples are drawn and fitted.</param>
        /// <param name="count">B, how many; the first of more are the same.</param>
        /// <param name="seed">What is drawn.</param>
        /// <param name="scheduler">Where elements are told; the subscriber's thread if null.</param>
        /// <param name="after">How many of the first are left out, which are known already.</param>
        /// <returns>A cold stream; disposing ends the computing.</returns>
        public static IObservable<BootstrapSample> Bootstrap(
            Bootstrapping bootstrap,
            int count,
            ulong seed,
            IScheduler? scheduler = null,
            int after = 0
        ) => RunsAtOnce.Of(bootstrap.Samples(count, new Seed(seed)).Skip(after)).SelectMany(sample => sample).Push(scheduler, hasEnd: true);
    }
}
