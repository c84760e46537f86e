#!/bin/sh
# Draws charts of a run: charts.sh RUN CHART...
# Each as SVG and 1920x1080 PNG, light and dark, into RUN/charts. A chart whose
# experiment was not run is named and left out. Exit: 0, or 2 if one failed.
set -u
cd "$(dirname "$0")/.." || exit 2
run=${1:?usage: charts.sh RUN CHART...}
shift
if [ ! -f "$run/samples.csv" ]; then
  echo "charts: $run/samples.csv is missing; RUN= names the folder of a run" >&2
  exit 2
fi
mkdir -p "$run/charts" || exit 2
# gnuplot would read the degree sign in a theme's text otherwise than it is meant. Systems spell UTF-8 differently.
utf8=$(locale -a 2>/dev/null | grep -iE '^(C|en_US)\.utf-?8$' | head -n 1)
export LC_ALL="${utf8:-C.UTF-8}" run

# The colours come from the toolchains; `make charts` has made them already.
if [ ! -f build/palette.gp ]; then
  { mkdir -p build && "${NODE:-node}" scripts/palette.js >build/palette.gp; } || exit 2
fi

draw() { # chart-theme.format
  chart=${1%-*} rest=${1##*-}
  theme=${rest%.*} format=${rest#*.}
  file=$run/charts/$1
  part=$file.part
  said=$(gnuplot -e "run='$run'; output='$part'; format='$format'; theme='$theme'" "plots/$chart.gp" 2>&1)
  status=$?
  last=$(printf '%s\n' "$said" | tail -n 1)
  if [ $status -eq 0 ] && [ -s "$part" ]; then
    mv "$part" "$file"
    return 0
  fi
  rm -f "$part" "$file"
  case "$status $last" in
    "0 "* | *" is missing or empty") # that experiment was not run: said once, and no error
      [ "$rest" != light.svg ] || printf 'charts: left out, %s\n' "$last" >&2
      ;;
    *)
      printf 'charts: %s: %s\n' "$1" "$said" >&2
      return 1
      ;;
  esac
}

if [ "${1:-}" = --one ]; then
  draw "$2"
  exit
fi
for chart; do
  for look in light.svg light.png dark.svg dark.png; do echo "$chart-$look"; done
done | xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" "$0" "$run" --one || exit 2
count=$(find "$run/charts" -type f ! -name '*.part' | wc -l)
if [ "$count" -eq 0 ]; then
  echo "charts: nothing could be drawn from $run" >&2
  exit 2
fi
echo "Charts: $run/charts ($count files: SVG and 1920x1080 PNG, light and dark)"
