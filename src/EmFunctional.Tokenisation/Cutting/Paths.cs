using System.Collections.Generic;
using System.Linq;
using EmFunctional.Numerics;

namespace EmFunctional.Tokenisation.Cutting;

/// <summary>Paths through a lattice: the best of them, or one that is drawn.</summary>
static class Paths
{
    /// <summary>The best paths, from the best on. Each comes once.</summary>
    /// <param name="lattice">The lattice.</param>
    /// <param name="count">How many at the most.</param>
    /// <returns>The pieces of each, and the sum of their scores.</returns>
    /// <remarks>
    /// From the end to the begin by A*, where what is still to come is known: the best score to each place. So only what belongs to one of the best is looked at.
    /// Source: Nagata (1994), A stochastic Japanese morphological analyzer using a forward-DP backward-A* N-best search algorithm, COLING.
    /// </remarks>
    public static IEnumerable<(Cut[] Cuts, double Score)> Best(Lattice lattice, int count)
    {
        var (toPlace, byEnd) = (BestScores(lattice), lattice.ByEnd());
        var waiting = new PriorityQueue<Tail, (double, long)>();
        var order = 0L;
        void Wait(Tail tail) => waiting.Enqueue(tail, (-(toPlace[tail.Place] + tail.Score), order++));
        Wait(new(lattice.Characters, 0, null, default));
        for (var found = 0; found < count && waiting.TryDequeue(out var best, out _); )
            if (best.Place == 0)
            {
                found++;
                yield return ([.. best.Arcs().Select(arc => Of(lattice, arc))], best.Score);
            }
            else
                foreach (var arc in byEnd[best.Place])
                    Wait(new(arc.From, best.Score + arc.Score, best, arc));
    }

    /// <summary>A path with the probability that is proportional to exp(θ · score): pieces are drawn from the end to the begin.</summary>
    /// <param name="lattice">The lattice.</param>
    /// <param name="theta">θ: 0 makes all paths as likely, 1 is the model itself, and the larger it is, the more often the best path comes.</param>
    /// <param name="alpha">The forward scores of the lattice with θ.</param>
    /// <param name="byEnd">The arcs to each place.</param>
    /// <param name="seed">Where the numbers come from; a path takes one for each of its pieces.</param>
    /// <remarks>Source: Kudo (2018), section 3.3; Scott (2002), Journal of the American Statistical Association 97:337.</remarks>
    public static Cut[] Drawn(Lattice lattice, double theta, double[] alpha, List<Lattice.Arc>[] byEnd, Seed seed)
    {
        var cuts = new List<Cut>();
        for (var place = lattice.Characters; place > 0; )
        {
            var (share, arcs, sum, i) = (seed.Uniform(cuts.Count), byEnd[place], 0.0, 0);
            for (; i < arcs.Count - 1; i++)
                if ((sum += Elementary.Exp(alpha[arcs[i].From] + (theta * arcs[i].Score) - alpha[place])) > share)
                    break;
            cuts.Add(Of(lattice, arcs[i]));
            place = arcs[i].From;
        }
        cuts.Reverse();
        return [.. cuts];
    }

    static double[] BestScores(Lattice lattice)
    {
        var best = new double[lattice.Characters + 1];
        Array.Fill(best, double.NegativeInfinity);
        best[0] = 0;
        for (var place = 0; place < lattice.Characters; place++)
            foreach (var arc in lattice.From(place))
                best[arc.To] = Math.Max(best[arc.To], best[place] + arc.Score);
        return best;
    }

    static Cut Of(Lattice lattice, Lattice.Arc arc) => new(lattice.Bytes[arc.From], lattice.Bytes[arc.To], arc.Id);

    // The end of a path: its first arc, and the tail behind that.
    sealed record Tail(int Place, double Score, Tail? Behind, Lattice.Arc First)
    {
        public IEnumerable<Lattice.Arc> Arcs()
        {
            for (var tail = this; tail.Behind is not null; tail = tail.Behind)
                yield return tail.First;
        }
    }
}
