using EmFunctional.Streams;

namespace EmFunctional.Cluster.Hosting;

/// <summary>What this process computes with.</summary>
static class ThisSoftware
{
    /// <summary>Its version, and the very build of the core, whose bits a run has.</summary>
    public static string Version { get; } = $"{ThisMachine.Environment.Software} {typeof(Em).Module.ModuleVersionId:N}";
}
