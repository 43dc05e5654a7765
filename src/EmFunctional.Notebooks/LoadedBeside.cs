using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;

namespace EmFunctional.Notebooks;

/// <summary>
/// What the library needs in a kernel that has an older one of its own: System.Reactive and Serilog. The older one cannot stand in for the newer, so that no
/// stream and no journal would run: the newer is loaded beside it.
/// </summary>
public static partial class LoadedBeside
{
    static readonly string[] _names = ["System.Reactive", "Serilog"];
    static readonly AssemblyLoadContext _beside = new("EmFunctional.Notebooks");

    /// <summary>From now on the library's own are found wherever the kernel's do not do.</summary>
    public static void Allow() =>
        AssemblyLoadContext.Default.Resolving += (_, asked) =>
            _names.Contains(asked.Name) && Find(asked.Name!) is { } path
                ? _beside.Assemblies.FirstOrDefault(loaded => loaded.GetName().Name == asked.Name) ?? _beside.LoadFromAssemblyPath(path)
                : null;

    // Beside the library, or in the folder of packages from which the library comes: ID/VERSION/lib/FRAMEWORK.
    // Not a part of the handler above: that is asked for the library too, before it is loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static string? Find(string name)
    {
        var library = typeof(EmStreams).Assembly;
        var (file, folder) = ($"{name}.dll", Path.GetDirectoryName(library.Location)!);
        if (File.Exists(Path.Combine(folder, file)))
            return Path.Combine(folder, file);
        var version = library.GetReferencedAssemblies().Single(needed => needed.Name == name).Version!.ToString(3);
        var package = Path.GetFullPath(Path.Combine(folder, "../../../..", name.ToLowerInvariant(), version, "lib"));
        return Directory.Exists(package)
            ? Directory
                .GetDirectories(package)
                .Where(framework => Modern().IsMatch(Path.GetFileName(framework)))
                .OrderByDescending(framework => Version.Parse(Path.GetFileName(framework)["net".Length..]))
                .Where(framework => Version.Parse(Path.GetFileName(framework)["net".Length..]) <= Environment.Version)
                .Select(framework => Path.Combine(framework, file))
                .FirstOrDefault(File.Exists)
            : null;
    }

    [GeneratedRegex(@"^net\d+\.\d+$")]
    private static partial Regex Modern();
}
