#!/usr/bin/env bash
# Makes the two fonts beside this file anew: those characters of DejaVu Sans Condensed (Debian's fonts-dejavu-extra) that pictures can hold,
# with pyftsubset (Debian's python3-fonttools).
# Latin, marks, Greek, Cyrillic, punctuation, superscripts and subscripts, currencies, letter-like signs, fractions, arrows, mathematics, boxes.
set -euo pipefail
cd "$(dirname "$0")"
for name in DejaVuSansCondensed DejaVuSansCondensed-Bold; do
  /usr/bin/python3 -m fontTools.subset "/usr/share/fonts/truetype/dejavu/$name.ttf" \
    --unicodes=20-7E,A0-24F,2B0-36F,370-3FF,400-4FF,1D00-1D7F,1E00-1EFF,2000-206F,2070-209F,20A0-20BF,2100-214F,2150-218F,2190-21FF,2200-22FF,2300-23FF,2500-25FF,27C0-27EF \
    --layout-features=ccmp,kern,mark,mkmk --name-IDs=0,1,2,4,5,6,13,14 --notdef-outline --no-recalc-timestamp --output-file="$name.ttf"
done
