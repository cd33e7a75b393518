/* json FILE [KEY...]: FILE holds one valid JSON value; prints the member that the keys lead to. 1: not so. */
#include <jansson.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	json_error_t e;
	if (argc < 2)
		return 2;
	json_t *root = json_load_file(argv[1], JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);
	if (!root) {
		fprintf(stderr, "%s:%d:%d: %s\n", argv[1], e.line, e.column, e.text);
		return 1;
	}
	const json_t *j = root;
	for (int i = 2; j && i < argc; i++)
		j = json_object_get(j, argv[i]);
	int status = !j;
	if (j && json_is_string(j))
		status = fwrite(json_string_value(j), 1, json_string_length(j), stdout) != json_string_length(j);
	else if (j)
		status = json_dumpf(j, stdout, JSON_ENCODE_ANY | JSON_COMPACT) != 0;
	json_decref(root);
	return status;
}
