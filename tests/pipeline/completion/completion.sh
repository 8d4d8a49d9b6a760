#!/bin/bash
# completion.sh PROGRAM SOURCE_DIR: what bash offers after each of these beginnings, and manual pages of all verbs.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ln -s "$1" "$folder/minutemill"
PATH=$folder:$PATH
failed=0
fail() { echo "FAILED $*"; failed=1; }

minutemill completion bash >"$folder/script" || fail "the script"
compopt() { :; }  # outside of a real completion it complains
. "$folder/script"

# offers WANTED WORD...: all that is offered for the last word.
offers() {
  local wanted=$1
  shift
  COMP_WORDS=(minutemill "$@")
  COMP_CWORD=$#
  _minutemill
  [ "${COMPREPLY[*]}" = "$wanted" ] || fail "'$*' offers '${COMPREPLY[*]}', not '$wanted'"
}
cd "$folder"
mkdir reports
offers "run" ru
offers "check check-layout" che
offers "gov-minutes" run gov-m
offers "gov-minutes gov-volume" trace gov
offers "reports" run gov-minutes rep
offers "reports" run gov-minutes --out rep
offers "--progress" run --prog
offers "json" run --progress j
offers "failed" run --retry ""
offers "describe" plugins d
offers "section_split" plugins describe section
offers "" run --jobs ""

# Every verb of the help has its page, in which nothing of the page's own language is left to be seen.
minutemill manual --into "$folder/reports" || fail "manual --into"
for verb in $(minutemill --help | sed '1,/^Subcommands:/d; /^  /!d' | awk '{print $1}'); do
  page=$folder/reports/minutemill-$verb.1
  [ -s "$page" ] || fail "no page of $verb"
  grep -q '^\.SH OPTIONS' "$page" || fail "no options in the page of $verb"
  grep -vE '^\.(TH|SH|SS|TP|B|BR|br)( |$)' "$page" | grep -n "^[.']" && fail "a stray request in the page of $verb"
  minutemill manual "$verb" | cmp -s - "$page" || fail "another page of $verb"
done
minutemill manual nothing 2>/dev/null && fail "a page of nothing"
exit $failed
