// tiktoken_ids.cjs [-m MERGES] MARK FILE...: ids by tiktoken with GPT-2's ranks, or only the first MERGES of them. Of each FILE
// that is UTF-8 all the ids, one per line; with MARK not empty, a line of ids for each text that the line MARK follows.
const fs = require("fs");
const { Tiktoken } = require("tiktoken/lite");
const gpt2 = require("tiktoken/encoders/gpt2.json");

const args = process.argv.slice(2);
let ranks = gpt2.bpe_ranks, specials = gpt2.special_tokens;
if (args[0] === "-m") {
	ranks = ranks.split("\n").map(line => line.split(" ").slice(0, 2 + 256 + Number(args[1])).join(" ")).join("\n");
	specials = { "<|endoftext|>": 256 + Number(args[1]) };
	args.splice(0, 2);
}
const encoder = new Tiktoken(ranks, specials, gpt2.pat_str);
const mark = args.shift();
for (const file of args) {
	const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(fs.readFileSync(file));
	if (mark)
		for (const part of text.split("\n" + mark + "\n").slice(0, -1))
			console.log(encoder.encode(part, "all").join(" "));
	else
		process.stdout.write(encoder.encode_ordinary(text).join("\n") + "\n");
}
