#!/bin/bash
# A bulk run from end to end: many reports, an interrupt, the rest, a changed output, packs, one output out of its pack.
#
#   bulk.sh [MINUTEMILL [FOLDER [COPIES]]]
set -eu
program=${1:-minutemill}
folder=${2:-$(mktemp -d)}
copies=${3:-200} # of each of the sample reports
samples=$(cd "$(dirname "$0")/../reports" && pwd)
rm -rf "$folder/in" "$folder/out" "$folder/packs"

say() { printf '\n== %s\n' "$*"; }
minutemill() { "$program" run "$@" --progress none; }

say "$copies copies of each sample report"
for ((i = 0; i < copies; i++)); do
  mkdir -p "$folder/in/$((i / 50))"
  for report in "$samples"/*.html "$samples"/*.txt; do
    name=${report##*/}
    cp "$report" "$folder/in/$((i / 50))/${name%.*}-$i.${name##*.}"
  done
done

say "A run, interrupted after a moment (exit status 4)"
"$program" run gov-minutes "$folder/in" --out "$folder/out" --ledger --progress none &
sleep 0.7
kill -INT $! 2>/dev/null || true
wait $! || echo "exit status $?"

say "The rest"
minutemill gov-minutes "$folder/in" --out "$folder/out" --resume

say "Nothing is left to do"
minutemill gov-minutes "$folder/in" --out "$folder/out" --resume

say "Another option of one output: only that output is made and written again"
minutemill gov-minutes "$folder/in" --out "$folder/out" --resume --set export_json.lines=true

say "The same into packs of at most 4 MiB"
minutemill gov-minutes "$folder/in" --out "$folder/packs" --pack zip --pack-size 4MiB
ls "$folder/packs" | head -4

say "One output by the index, without a tool for archives"
line=$(grep -m 1 '"step": "export_json"' "$folder/packs/pack-00001.index.jsonl")
echo "$line"
offset=$(sed 's/.*"offset": \([0-9]*\).*/\1/' <<<"$line")
size=$(sed 's/.*"size": \([0-9]*\).*/\1/' <<<"$line")
tail -c "+$((offset + 1))" "$folder/packs/pack-00001.zip" | head -c "$size" | head -c 120 || true
echo " ..."
