#!/bin/sh
# run.sh 'program [argument...]'...: runs test programs that print TAP (cmocka's or scripts) and sums up.
#
# A failing test counts, and so does a program that fails, hangs, runs no test, or runs another number of tests than it
# announced. The last line is "N passed, N failed, N skipped"; the exit status is 1 if any failed.
set -u
: "${O:=build}" "${TEST_SECONDS:=3600}"
unset MAKEFLAGS MFLAGS MAKELEVEL
# Waiting threads leave the CPU: tests run more threads than there are CPUs.
export O CMOCKA_MESSAGE_OUTPUT=TAP OMP_WAIT_POLICY=passive
export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"
logs=$O/tests/log
mkdir -p "$logs" || exit 1
passed=0 failed=0 skipped=0

for program; do
	set -- $program
	name=$(echo "$1" | sed 's|.*/tests/||; s|^tests/||; s|\.sh$||; s|/|-|g')
	log=$logs/$name
	case $1 in
	*.sh) timeout "$TEST_SECONDS" sh "$@" ;;
	*) timeout "$TEST_SECONDS" "$@" ;;
	esac </dev/null >"$log" 2>&1
	status=$?
	set -- $(awk -v status=$status '
		/^1\.\.[0-9]+/ { plan += substr($1, 4); if ($0 ~ /# *[Ss][Kk][Ii][Pp]/) { plan++; s++ } }
		/^(not )?ok / { if ($0 ~ /# *[Ss][Kk][Ii][Pp]/) s++; else if ($1 == "ok") p++; else f++ }
		END {
			why = ""
			if (status == 124) why = "hangs"
			else if (status && !f) why = "exit_status_" status
			else if (!plan) why = "ran_no_test"
			else if (plan != p + f + s) why = "announced_" plan "_tests,_ran_" p + f + s
			if (why != "") f++
			print p + 0, f + 0, s + 0, why
		}' "$log")
	passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
	if [ "$2" -gt 0 ]; then
		echo "FAIL  $name: $1 passed, $2 failed, $3 skipped${4:+ ($(echo "$4" | tr _ ' '))}: $log"
		sed 's/^/      /' "$log" | tail -n 40
	elif [ "$3" -gt 0 ]; then
		echo "ok    $name: $1 passed, $3 skipped"
		grep -iE '# *skip' "$log" | sed 's/^/      /'
	else
		echo "ok    $name: $1 passed"
	fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
