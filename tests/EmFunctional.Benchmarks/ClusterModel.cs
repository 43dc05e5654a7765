using EmFunctional.Numerics;

namespace EmFunctional.Benchmarks;

/// <summary>
/// A pass by p workers, simulated event by event: workers compute for a time that varies, and their sums go up a tree of up to eight children a node,
/// over links with a latency and a bandwidth, one message after the other into each. Beside it the cost model T = compute/p + latency·log p + bytes/bandwidth.
/// </summary>
static class ClusterModel
{
    const int Fan = 8;
    const int Passes = 200;
    const int Cores = 16;
    const double Latency = 0.3e-3; // s, one way
    const double Bandwidth = 1.25e9; // bytes/s: 10 Gbit/s
    const double Spread = 0.03; // the standard deviation of a worker's time, of the time

    public static void Print()
    {
        Console.WriteLine(
            $"Workers of {Cores} cores, links of {Latency * 1e3} ms and {Bandwidth * 8e-9} Gbit/s, times that vary by {Spread:P0}; ms"
        );
        // Rows a second on one core as the README's table has them.
        foreach (
            var (rows, d, k, perCore) in new[] { (1e9, 10, 8, 25e6), (1e10, 10, 8, 25e6), (1e9, 50, 10, 1.1e6), (1e9, 100, 100, 25e3) }
        )
        {
            var bytes = 8.0 * k * (1 + d + d * (d + 1) / 2);
            Console.WriteLine($"{rows:0e+0} rows, d {d}, K {k}: {bytes / 1e3:0} kB of statistics");
            foreach (var p in new[] { 1, 10, 30, 100, 300, 1000 })
            {
                var compute = rows / perCore / Cores / p;
                var (simulated, model) = (Simulated(p, compute, bytes), Model(p, compute, bytes));
                Console.WriteLine(
                    $"  p {p, 4}: compute {compute * 1e3, 10:0.0}  simulated {simulated * 1e3, 10:0.0}  model {model * 1e3, 10:0.0}  efficiency {compute / simulated:0.00}"
                );
            }
        }
    }

    /// <summary>What is sent in a pass, by the number of leaves: each node is asked once and answers once.</summary>
    public static void PrintMessages()
    {
        Console.WriteLine("messages and bytes a pass, d 10, K 8 (4 kB) and d 100, K 16 (659 kB), of which θ is as large as the statistics");
        foreach (var leaves in new[] { 16, 64, 512, 4096, 8192 })
        {
            var nodes = leaves;
            for (var level = leaves; level > 1; nodes += level)
                level = (level + Fan - 1) / Fan;
            string Bytes(int d, int k) => $"{2.0 * nodes * 8 * k * (1 + d + d * (d + 1) / 2) / 1e6, 10:0.00} MB";
            Console.WriteLine($"  {leaves, 5} leaves: {2 * nodes, 6} messages {Bytes(10, 8)} {Bytes(100, 16)}");
        }
    }

    /// <summary>The mean time of a pass, in seconds.</summary>
    static double Simulated(int p, double compute, double bytes)
    {
        var total = 0.0;
        for (var pass = 0; pass < Passes; pass++)
        {
            var seed = new Seed(1).Split(pass);
            // θ goes down a tree of the same shape, and is as large as the statistics.
            var begun = Levels(p) * (Latency + Fan * bytes / Bandwidth);
            var ready = new double[p];
            for (var i = 0; i < p; i++)
                ready[i] = begun + compute * Math.Max(0.5, 1 + Spread * seed.Normal(i));
            while (ready.Length > 1)
                ready = Joined(ready, bytes);
            total += ready[0];
        }
        return total / Passes;
    }

    // What a node has when all its children have come, one after the other.
    static double[] Joined(double[] children, double bytes)
    {
        var nodes = new double[(children.Length + Fan - 1) / Fan];
        for (var node = 0; node < nodes.Length; node++)
        {
            var own = children[(node * Fan)..Math.Min(children.Length, (node + 1) * Fan)];
            Array.Sort(own);
            foreach (var sent in own)
                nodes[node] = Math.Max(nodes[node], sent + Latency) + bytes / Bandwidth;
        }
        return nodes;
    }

    static double Model(int p, double compute, double bytes) => compute + Levels(p) * 2 * (Latency + Fan * bytes / Bandwidth);

    static int Levels(int p)
    {
        var levels = 0;
        for (var nodes = p; nodes > 1; nodes = (nodes + Fan - 1) / Fan)
            levels++;
        return levels;
    }
}
