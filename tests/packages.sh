#!/usr/bin/env bash
# Packs, and uses the packages as somebody does who has nothing but them: README's ten lines, a model made from the template with its tests, the tool of
# this platform. Run it after dotnet build -c Release. It writes only into a folder of its own. What is searched is read to its end first: a search that ends
# early would break the pipe of what still writes.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "packages: $*" >&2; exit 1; }

said=$(dotnet pack "$root/EmFunctional.sln" -c Release -o "$work/packages" --nologo -v q) || fail "$said"
! grep ' warning ' <<<"$said" || fail "packing warns"
libraries="EmFunctional EmFunctional.Core EmFunctional.Testing EmFunctional.Pictures EmFunctional.Plotting EmFunctional.Notebooks EmFunctional.ML EmFunctional.Frames EmFunctional.Stores EmFunctional.Transcripts EmFunctional.Tokenisation"
for package in $libraries EmFunctional.Tool EmFunctional.Templates; do
  compgen -G "$work/packages/$package.[0-9]*.nupkg" >/dev/null || fail "$package was not packed"
done
for package in $libraries; do
  compgen -G "$work/packages/$package.[0-9]*.snupkg" >/dev/null || fail "$package has no symbols"
done

# What others need from the registry is taken from where the build has it; ours come from the folder, into a cache of this run.
shared=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
export NUGET_PACKAGES="$work/cache" DOTNET_CLI_HOME="$work/home" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ -n "${HOME:-}" ] && [ -f "$HOME/.nuget/NuGet/NuGet.Config" ] && mkdir -p "$work/home/.nuget/NuGet" && cp "$HOME/.nuget/NuGet/NuGet.Config" "$work/home/.nuget/NuGet/"
cat >"$work/nuget.config" <<XML
<configuration>
  <packageSources><add key="here" value="$work/packages" /></packageSources>
  <fallbackPackageFolders><add key="shared" value="$shared" /></fallbackPackageFolders>
</configuration>
XML
cd "$work"

# Ten lines.
dotnet new console -n Ten -o ten >/dev/null
dotnet add ten package EmFunctional >/dev/null || fail "EmFunctional could not be added"
dotnet add ten package Serilog.Sinks.Console >/dev/null
sed '/^```csharp$/,/^```$/!d;/^```$/q' "$root/README.md" | sed '/^```/d' >ten/Program.cs
printed=$(dotnet run --project ten) || fail "the ten lines do not run"
grep -q '^10  -31.570201' <<<"$printed" || fail "the ten lines print something else: $printed"
echo "packages: README's ten lines run from EmFunctional"

# A pipeline of ML.NET, saved and loaded.
dotnet new console -n Pipeline -o pipeline >/dev/null
dotnet add pipeline package EmFunctional.ML >/dev/null || fail "EmFunctional.ML could not be added"
cat >pipeline/Program.cs <<'CS'
using EmFunctional.ML;
using Microsoft.ML;

var ml = new MLContext(seed: 1);
var data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Point { X = i % 2 * 9 + i % 7, Y = i % 5 }));
var model = ml.Transforms.Concatenate("Features", "X", "Y").Append(ml.Clustering.Trainers.GaussianMixture()).Fit(data);
ml.Model.Save(model, data.Schema, "mixture.zip");
var loaded = new MLContext().Model.Load("mixture.zip", out _);
var said = ml.Model.CreatePredictionEngine<Point, Said>(loaded);
Console.WriteLine($"apart: {said.Predict(new() { X = 3, Y = 2 }).PredictedLabel != said.Predict(new() { X = 12, Y = 2 }).PredictedLabel}");

class Point
{
    public double X { get; set; }
    public double Y { get; set; }
}

class Said
{
    public uint PredictedLabel { get; set; }
}
CS
printed=$(dotnet run --project pipeline) || fail "the pipeline does not run"
grep -q '^apart: True' <<<"$printed" || fail "the pipeline prints something else: $printed"
echo "packages: an ML.NET pipeline trains, saves, loads and predicts with EmFunctional.ML"

# A package that is not in the folder is a clear failure.
mkdir -p none && cp ten/Ten.csproj none/None.csproj
sed -i 's/Include="EmFunctional" Version="[^"]*"/Include="EmFunctional" Version="99.0.0"/' none/None.csproj
said=$(dotnet restore none 2>&1) && fail "a version that is not there was restored"
grep -q 'EmFunctional' <<<"$said" || fail "the failure does not name the package: $said"
echo "packages: a version that is not there is named by the restore"

# Bits.
cp -r ten marked && dotnet add marked package EmFunctional.Testing >/dev/null
echo 'Console.WriteLine(Math.Exp(1));' >>marked/Program.cs
said=$(dotnet build marked 2>&1) || true
grep -q 'RS0030' <<<"$said" || fail "EmFunctional.Testing does not mark Math.Exp"
echo "packages: EmFunctional.Testing marks Math.Exp"

# Collections that would be empty.
cp -r ten emptied
echo 'LanguageExt.Arr<string> names = ["a"];' >>emptied/Program.cs
said=$(dotnet build emptied 2>&1) && fail "a collection expression that would be empty compiles"
grep -q 'error EMF0001.*new Arr<string>' <<<"$said" || fail "EmFunctional does not bring the analyzer of empty collections"
echo "packages: a collection expression that would be empty does not compile"

# The notebook, as a reader runs it: the kernel takes EmFunctional.Notebooks from the folder.
EM_PACKAGES="$work/packages" dotnet test "$root/tests/EmFunctional.Tests" -c Release --no-build --nologo --filter FullyQualifiedName~NotebookTests --logger "console;verbosity=normal" >notebook.log 2>&1 ||
  { cat notebook.log; fail "the notebook shows something else with the packages"; }
echo "packages: the notebook's cells show what is saved in it"

# A model of one's own.
dotnet new install packages/EmFunctional.Templates.*.nupkg >/dev/null
dotnet new em-model -n Mine -o mine >/dev/null
dotnet test mine --nologo -v q >mine.log 2>&1 || { cat mine.log; fail "the tests of the template's model fail"; }
echo "packages: dotnet new em-model makes a model whose tests pass"

# The tool of this platform, compiled ahead of time, from the folder alone.
dotnet tool install EmFunctional.Tool --tool-path tools --version "$(basename packages/EmFunctional.Tool.[0-9]*.nupkg .nupkg | sed 's/^EmFunctional.Tool.//')" >/dev/null ||
  fail "the tool could not be installed"
printed=$(tools/em fit normal-mixture @faithful --column waiting --quiet --save m.json --journal r.clef) && grep -q '^Converged' <<<"$printed" ||
  fail "the installed tool does not fit: $printed"
tools/em fit coins @do-batzoglou --quiet --journal sqlite:runs.db >/dev/null && printed=$(tools/em runs sqlite:runs.db) && grep -q converged <<<"$printed" ||
  fail "the installed tool does not record into a database: $printed"
printed=$(tools/em verify r.clef @faithful) && grep -q identical <<<"$printed" || fail "the installed tool does not verify: $printed"
tools/em plot r.clef -o r.png && [ -s r.png ] || fail "the installed tool draws no picture"
printed=$(for em in "$root/src/EmFunctional.Cli/bin/Release/net10.0/em" tools/em; do "$em" fit gaussian-mixture @iris -k 3 --quiet; done)
[ "$(grep -c '^trace digest' <<<"$printed")" = 2 ] && [ "$(grep '^trace digest' <<<"$printed" | sort -u | wc -l)" = 1 ] || fail "the installed tool computes other bits than the built one"
tools/em serve --playground --quiet >served & serving=$!
until grep -q '^http' served || ! kill -0 $serving 2>/dev/null; do sleep 0.1; done
page=$(curl -sf "$(head -1 served)") && script=$(curl -sf "$(head -1 served)_framework/blazor.webassembly.js" | wc -c)
kill $serving || true
grep -q 'EM you can touch' <<<"$page" && [ "${script:-0}" -gt 10000 ] || fail "the installed tool does not serve the playground"
echo "packages: the tool is installed, computes the same bits, verifies, draws and serves the playground"
