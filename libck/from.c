#include "from.h"

#include <sha2.h>
#include <stdint.h>
#include <string.h>

static void finish(SHA2_CTX *c, char hex[65])
{
	uint8_t digest[SHA256_DIGEST_LENGTH];
	SHA256Final(digest, c);
	for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) {
		hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
	}
	hex[64] = 0;
}

void ck_sha256(const void *data, size_t size, char hex[65])
{
	SHA2_CTX c;
	SHA256Init(&c);
	SHA256Update(&c, data, size);
	finish(&c, hex);
}

void ck_from_hash(const char *text, size_t size, char hex[65])
{
	static const char mark[] = "\n\"from\":";
	const char *line = memmem(text, size, mark, sizeof mark - 1);
	if (!line) {
		ck_sha256(text, size, hex);
		return;
	}
	const char *rest = memchr(line + 1, '\n', size - (size_t)(line + 1 - text));
	SHA2_CTX c;
	SHA256Init(&c);
	SHA256Update(&c, (const uint8_t *)text, (size_t)(line - text));
	if (rest)
		SHA256Update(&c, (const uint8_t *)rest, size - (size_t)(rest - text));
	finish(&c, hex);
}
