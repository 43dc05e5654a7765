namespace EmFunctional.Transcripts.Abundance;

/// <summary>
/// Some classes as the E-step reads them: by size, eight of one size side by side, their members as places in the block's own short list of transcripts.
/// Where eight are not full, the rest has the count 0 and the place behind the last.
/// </summary>
/// <param name="Transcripts">The transcripts that the classes touch, ascending in the order of the layout [L].</param>
/// <param name="Groups">The sizes, and of how many eights each.</param>
/// <param name="Members">For each eight, member after member, the places of all eight.</param>
/// <param name="Weights">The weight of each member in the same order; none where all are 1.</param>
/// <param name="Classes">Which class stands where, eight after eight; −1 where none does.</param>
sealed record ClassBlock(int[] Transcripts, (int Size, int Eights)[] Groups, ushort[] Members, double[] Weights, int[] Classes);

/// <summary>Some classes of one transcript each.</summary>
/// <param name="Transcripts">Their transcripts, ascending [m].</param>
/// <param name="Classes">The classes [m].</param>
sealed record SingleBlock(int[] Transcripts, int[] Classes);

/// <summary>The numbers of a block, in its own order, so that each block reads them one after the other and divides for itself.</summary>
/// <param name="Counts">n, the reads of each class.</param>
/// <param name="Lengths">l, the effective length of each transcript [L].</param>
sealed record BlockData(double[] Counts, double[] Lengths);
