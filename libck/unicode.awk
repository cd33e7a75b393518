# Tables of libck/unicode.c, from UnicodeData.txt and PropList.txt (UAX #44).
#   awk -f unicode.awk PropList.txt UnicodeData.txt

BEGIN {
	FS = ";"
	for (i = 0; i < 16; i++)
		digit[substr("0123456789ABCDEF", i + 1, 1)] = i
	split("L M N P S C", letters, " ")
	for (i in letters)
		major[letters[i]] = i
	WHITE = 8
	BLOCK = 256
	CODES = 1114112
	nblocks = 0
}

# Characters of Unicode 15.1 (2023), where the database is older.
function since(from, to, letter,    c) {
	for (c = hex(from); c <= hex(to); c++)
		if (!(c in of))
			of[c] = major[letter]
}

function hex(s,    i, v) {
	v = 0
	for (i = 1; i <= length(s); i++)
		v = v * 16 + digit[substr(s, i, 1)]
	return v
}

FILENAME ~ /PropList/ {
	sub(/#.*/, "")
	gsub(/ /, "")
	if ($2 == "White_Space") {
		n = split($1, ends, /\.\./)
		for (c = hex(ends[1]); c <= hex(ends[n]); c++)
			white[c] = 1
	}
	next
}

{
	code = hex($1)
	first = $2 ~ /, Last>$/ ? start : code
	start = code
	class = major[substr($3, 1, 1)] + 0
	for (c = first; c <= code; c++)
		if (class)
			of[c] = class
	if ($14 != "") {
		block_maps[int(code / BLOCK), 1] = 1
		lower[nlower++] = sprintf("{ 0x%04x, 0x%04x },", code, hex($14))
	}
	if ($6 != "" && $6 !~ /</) {
		split($6, parts, " ")
		block_maps[int(code / BLOCK), 2] = 1
		base[code] = hex(parts[1])
		order[nbase++] = code
	}
}

END {
	since("2EBF0", "2EE5D", "L")
	since("2FFC", "2FFF", "S")
	since("31EF", "31EF", "S")
	for (b = 0; b < CODES / BLOCK; b++) {
		text = ""
		for (c = b * BLOCK; c < (b + 1) * BLOCK; c++)
			text = text (of[c] + (c in white ? WHITE : 0)) ","
		if (!(text in known)) {
			known[text] = nblocks
			block[nblocks++] = text
		}
		index_of[b] = known[text]
	}
	printf "static const uint8_t class_block[][%d] = {\n", BLOCK
	for (i = 0; i < nblocks; i++)
		print "{" block[i] "},"
	print "};\nstatic const uint16_t class_index[] = {"
	for (b = 0; b < CODES / BLOCK; b++)
		print index_of[b] ","
	print "};\nstatic const uint8_t class_maps[] = {"
	for (b = 0; b < CODES / BLOCK; b++)
		print (((b, 1) in block_maps) + 2 * ((b, 2) in block_maps)) ","
	print "};\nstatic const struct map lower[] = {"
	for (i = 0; i < nlower; i++)
		print lower[i]
	print "};\nstatic const struct map base[] = {"
	for (i = 0; i < nbase; i++) {
		for (c = base[order[i]]; c in base; c = base[c])
			;
		printf "{ 0x%04x, 0x%04x },\n", order[i], c
	}
	print "};"
}
