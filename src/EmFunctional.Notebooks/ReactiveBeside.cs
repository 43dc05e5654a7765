using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;

namespace EmFunctional.Notebooks;

/// <summary>
/// System.Reactive in a kernel that has an older one of its own. The older one cannot stand in for the newer, so that no stream would run: the newer is loaded
/// beside it.
/// </summary>
public static partial class ReactiveBeside
{
    const string Name = "System.Reactive";

    static readonly AssemblyLoadContext _beside = new("EmFunctional.Notebooks");

    /// <summary>From now on the library's System.Reactive is found wherever the kernel's own does not do.</summary>
    public static void Allow() =>
        AssemblyLoadContext.Default.Resolving += (_, asked) =>
            asked.Name == Name && Find() is { } path ? _beside.Assemblies.FirstOrDefault() ?? _beside.LoadFromAssemblyPath(path) : null;

    // Beside the library, or in the folder of packages from which the library comes: ID/VERSION/lib/FRAMEWORK.
    // Not a part of the handler above: that is asked for the library too, before it is loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static string? Find()
    {
        var library = typeof(EmStreams).Assembly;
        var (file, folder) = ($"{Name}.dll", Path.GetDirectoryName(library.Location)!);
        if (File.Exists(Path.Combine(folder, file)))
            return Path.Combine(folder, file);
        var version = library.GetReferencedAssemblies().Single(name => name.Name == Name).Version!.ToString(3);
        var package = Path.GetFullPath(Path.Combine(folder, "../../../..", Name.ToLowerInvariant(), version, "lib"));
        return Directory.Exists(package)
            ? Directory
                .GetDirectories(package)
                .Where(framework => Modern().IsMatch(Path.GetFileName(framework)))
                .OrderByDescending(framework => Version.Parse(Path.GetFileName(framework)["net".Length..]))
                .Select(framework => Path.Combine(framework, file))
                .FirstOrDefault(File.Exists)
            : null;
    }

    [GeneratedRegex(@"^net\d+\.\d+$")]
    private static partial Regex Modern();
}
