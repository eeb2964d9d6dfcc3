#!/usr/bin/env bash
# The main job on one messy report: check, clean, restructure, shorten, fill, with the embedded
# model. Results go to demo/ (not under version control); run it as often as you like.
set -euo pipefail
cd "$(dirname "$0")/.."

sample=${SAMPLE:-team-duty}
samples=assistant/samples
for report in "$samples/$sample".{txt,md,docx}; do
  if [ -f "$report" ]; then break; fi
done
facts=$samples/$sample.csv
out=demo
mkdir -p "$out"

bold='' plain=''
if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; fi

# Run one command, shown as a person would type it. 1 means that a person must look at something,
# which is what a demonstration on a messy report should find; 2 and 3 end it.
step() {
  printf '\n%s── %s%s\n' "$bold" "$1" "$plain"
  shift
  printf '%s$ assistant %s%s\n' "$bold" "$*" "$plain"
  local code=0
  assistant "$@" || code=$?
  if [ "$code" -gt 1 ]; then exit "$code"; fi
}

began=$SECONDS
if ! assistant models path local >/dev/null; then
  step "模型：内置模型的权重只下载一次，放在用户缓存目录" models pull local || true
fi

step "1 检查：结构、应有内容、空缺、无关文字、问题" check "$report"
step "2 清理：去掉广告、水印、页码" clean "$report" -o "$out/1-clean.txt" --yes
step "3 理顺结构：按文种要求的结构" restructure "$out/1-clean.txt" -o "$out/2-restructured.txt" --yes
step "4 压缩：第一、第四部分压到六成，其余一字不动，每个数据都交代去向" \
  shorten "$out/2-restructured.txt" --section 1 --section 4 --to 60% -o "$out/3-short.txt" --yes
step "5 补空缺：用事实表补空缺，没有依据的留下【待补】" \
  fill "$out/3-short.txt" --facts "$facts" -o "$out/4-filled.docx" --yes

printf '\n%s完成，用时 %s 秒；每一步的结果：%s\n' "$bold" "$((SECONDS - began))" "$plain"
ls -l "$out" | awk 'NR > 1 { print "  '"$out"'/" $NF }'
