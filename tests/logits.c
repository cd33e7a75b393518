/* logits A B MAX NMSE: two files of F32 hold nothing but numbers, differ nowhere by more than MAX, and in the mean
 * of squares by no more than NMSE of B's. Prints both figures. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static FILE *open_floats(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f) {
		perror(path);
		exit(2);
	}
	return f;
}

int main(int argc, char **argv)
{
	if (argc != 5)
		return 2;
	FILE *a = open_floats(argv[1]), *b = open_floats(argv[2]);
	double most = 0, error = 0, power = 0;
	long n = 0;
	float x, y;
	size_t got_x, got_y;
	while (got_x = fread(&x, sizeof x, 1, a), got_y = fread(&y, sizeof y, 1, b), got_x && got_y) {
		double d = fabs((double)x - y);
		if (!isfinite(x) || !isfinite(y)) {
			printf("element %ld: %g and %g\n", n, (double)x, (double)y);
			return 1;
		}
		most = d > most ? d : most;
		error += d * d;
		power += (double)y * y;
		n++;
	}
	if (!n || got_x != got_y || !feof(a) || !feof(b)) {
		printf("%ld elements, then one file ends before the other, or cannot be read\n", n);
		return 1;
	}
	double nmse = power > 0 ? error / power : error;
	printf("%ld elements, largest difference %g, NMSE %g\n", n, most, nmse);
	return most <= strtod(argv[3], NULL) && nmse <= strtod(argv[4], NULL) ? 0 : 1;
}
