using EmFunctional.Inference;

namespace EmFunctional.Resampling;

/// <summary>A bootstrap that is asked for: what determines its samples, and how they are told.</summary>
/// <param name="Samples">B, how many samples.</param>
/// <param name="Kind">How they are drawn.</param>
/// <param name="Seed">What is drawn.</param>
/// <param name="Interval">Which interval.</param>
/// <param name="IsNamed">Whether the kind of interval is asked for by name: if not, it is BCa where rows tell the acceleration, and percentile elsewhere.</param>
public sealed record BootstrapPlan(int Samples, BootstrapKind Kind, ulong Seed, BootstrapInterval Interval, bool IsNamed = true);
