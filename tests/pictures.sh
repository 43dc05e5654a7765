#!/usr/bin/env bash
# Draws the pictures of README.md anew into snapshots/pictures/, with the tool as it was built last. A test runs the same lines and compares.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
em() { "$here/src/EmFunctional.Cli/bin/Release/net10.0/em" "$@" >/dev/null; }
cd "$folder"

em fit normal-mixture @notebook-points --mixing equal --start '{"mean":[1.1,9],"standardDeviation":[2,1.7]}' --stop 'iterations(20)' --journal points.clef --quiet
em plot points.clef --what density -o density.svg
em plot points.clef --what density --animate -o film.svg
em plot points.clef --what gap -o gap.svg
em fit coins @do-batzoglou --start '{"theta":[0.6,0.5]}' --journal coins.clef --quiet
em plot coins.clef -o coins.svg
em fit gaussian-mixture @faithful --init random-rows --journal faithful.clef --quiet
em plot faithful.clef --what points -o faithful.svg
em fit normal-mixture @faithful --column waiting --journal waiting.clef --quiet
em plot waiting.clef --what histogram -o histogram.svg
em fit hmm @ice-cream --journal ice-cream.clef --quiet
em plot ice-cream.clef --what states -o states.svg
em fit poisson-mixture @times-deaths --column deaths --weight-column days --journal plain.clef --quiet
em fit poisson-mixture @times-deaths --column deaths --weight-column days --algorithm squarem --journal squarem.clef --quiet
em plot plain.clef squarem.clef -o squarem.svg

mkdir -p "$here/snapshots/pictures"
rm -f "$here"/snapshots/pictures/*.svg
cp ./*.svg "$here/snapshots/pictures/"
