namespace EmFunctional.Transcripts.Abundance;

/// <summary>The two loops of <see cref="ClassKernel"/> where members have weights.</summary>
static unsafe class WeightedKernel
{
    const int Lanes = ClassLayout.Lanes;

    /// <summary>D = Σ w x of eight classes.</summary>
    /// <param name="at">The places of their members.</param>
    /// <param name="w">The weights of their members.</param>
    /// <param name="size">How many each has.</param>
    /// <param name="x">The rate at each place.</param>
    /// <param name="into">D [8].</param>
    public static void Add(ushort* at, double* w, int size, double* x, double* into)
    {
        for (var lane = 0; lane < Lanes; lane++)
            into[lane] = w[lane] * x[at[lane]];
        for (var j = 1; j < size; j++)
        {
            at += Lanes;
            w += Lanes;
            for (var lane = 0; lane < Lanes; lane++)
                into[lane] += w[lane] * x[at[lane]];
        }
    }

    /// <summary>w n/D to each member of eight classes.</summary>
    /// <param name="at">The places of their members.</param>
    /// <param name="w">The weights of their members.</param>
    /// <param name="size">How many each has.</param>
    /// <param name="ratios">n/D [8].</param>
    /// <param name="sums">What is added up at each place.</param>
    public static void Spread(ushort* at, double* w, int size, double* ratios, double* sums)
    {
        for (var j = 0; j < size; j++, at += Lanes, w += Lanes)
        for (var lane = 0; lane < Lanes; lane++)
            sums[at[lane]] += w[lane] * ratios[lane];
    }
}
