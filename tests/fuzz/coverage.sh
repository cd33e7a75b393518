#!/bin/sh
# coverage.sh DIR TARGET...: branch coverage of the parsers by the targets' corpora, as a table.
set -eu
dir=$1
shift
version=${LLVM_VERSION:-14}
rm -f "$dir"/*.profraw
objects=
for target; do
	LLVM_PROFILE_FILE=$dir/$target.profraw "$dir/tests/fuzz/$target" "tests/fuzz/corpus/$target" > /dev/null
	objects="$objects -object $dir/tests/fuzz/$target"
done
llvm-profdata-"$version" merge -o "$dir/all.profdata" "$dir"/*.profraw
echo '| file | branches | taken | % | lines % |'
echo '|---|---|---|---|---|'
# shellcheck disable=SC2086
llvm-cov-"$version" export -summary-only -instr-profile "$dir/all.profdata" ${objects# -object } \
	libck/artifact.c libck/artifact_write.c libck/audit.c libck/bump.c libck/bump_index.c libck/expr.c \
	libck/extent.c libck/gguf.c libck/gguf_set.c libck/gguf_value.c libck/gguf_write.c libck/gradient.c \
	libck/idfile.c libck/jsonpos.c libck/logprobs.c libck/manifest.c libck/pattern.c libck/quant_model.c \
	libck/template.c libck/tok.c libck/tok_compile.c libck/tok_image.c libck/tok_special.c libck/tok_stream.c \
	libck/tok_vocab.c libck/utf8.c libck/verify.c libck/verify_graph.c libck/yamltree.c |
	jq -r '.data[0] | (.files[] | [(.filename | sub(".*/libck/"; "")), .summary]), ["all", .totals] |
		"| \(.[0]) | \(.[1].branches.count) | \(.[1].branches.covered) | \(.[1].branches.percent | floor) | \(.[1].lines.percent | floor) |"'
