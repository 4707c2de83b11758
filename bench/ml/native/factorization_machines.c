/*
 * Factorization machine for two classes, rows one by one with AdaGrad: the plain way to write it in C.
 * See README.md for what it is called with and what it prints. Further arguments: columns, factors, epochs, rate.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
	long rows;
	uint32_t *starts, *places;
	float *values, *labels;
} Table;

static void *numbers(const char *folder, const char *name, const char *part, long *count)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s.%s", folder, name, part);
	FILE *file = fopen(path, "rb");
	if (!file) exit(1);
	fseek(file, 0, SEEK_END);
	*count = ftell(file) / 4;
	rewind(file);
	void *all = malloc(*count * 4 + 4);
	if (fread(all, 4, *count, file) != (size_t)*count) exit(1);
	fclose(file);
	return all;
}

static Table table(const char *folder, const char *name)
{
	Table t;
	long count;
	t.starts = numbers(folder, name, "starts", &count);
	t.places = numbers(folder, name, "places", &count);
	t.values = numbers(folder, name, "values", &count);
	t.labels = numbers(folder, name, "labels", &t.rows);
	return t;
}

static int factors;
static float bias, *linear, *vectors, *linear_squares, *vector_squares, *sums;

static float margin(const Table *t, long row)
{
	float says = bias, pairs = 0;
	for (int f = 0; f < factors; f++) sums[f] = 0;
	for (uint32_t i = t->starts[row]; i < t->starts[row + 1]; i++) {
		const float x = t->values[i];
		const float *v = vectors + (long)t->places[i] * factors;
		says += linear[t->places[i]] * x;
		for (int f = 0; f < factors; f++) {
			const float part = v[f] * x;
			sums[f] += part;
			pairs -= part * part;
		}
	}
	for (int f = 0; f < factors; f++) pairs += sums[f] * sums[f];
	return says + pairs / 2;
}

static void learn(const Table *t, int epochs, float rate)
{
	float bias_square = 1e-6f;
	for (int epoch = 0; epoch < epochs; epoch++) {
		for (long row = 0; row < t->rows; row++) {
			const float slope = 1 / (1 + expf(-margin(t, row))) - t->labels[row];
			bias_square += slope * slope;
			bias -= rate * slope / sqrtf(bias_square);
			for (uint32_t i = t->starts[row]; i < t->starts[row + 1]; i++) {
				const long place = t->places[i];
				const float x = t->values[i], pull = slope * x;
				linear_squares[place] += pull * pull;
				linear[place] -= rate * pull / sqrtf(linear_squares[place]);
				float *v = vectors + place * factors, *q = vector_squares + place * factors;
				for (int f = 0; f < factors; f++) {
					const float gradient = pull * (sums[f] - v[f] * x);
					q[f] += gradient * gradient;
					v[f] -= rate * gradient / sqrtf(q[f]);
				}
			}
		}
	}
}

typedef struct {
	float score, label;
} Scored;

static int by_score(const void *a, const void *b)
{
	const float x = ((const Scored *)a)->score, y = ((const Scored *)b)->score;
	return (x > y) - (x < y);
}

static double auc(const Table *t)
{
	Scored *all = malloc(t->rows * sizeof *all);
	for (long row = 0; row < t->rows; row++) all[row] = (Scored){margin(t, row), t->labels[row]};
	qsort(all, t->rows, sizeof *all, by_score);
	double area = 0, negatives = 0, positives = 0;
	for (long i = 0; i < t->rows; i++) {
		if (all[i].label > 0) { positives++; area += negatives; }
		else negatives++;
	}
	free(all);
	return area / (positives * negatives);
}

int main(int count, char **words)
{
	if (count < 7) return 1;
	const int times = atoi(words[2]), epochs = atoi(words[5]);
	const long columns = atol(words[3]);
	const float rate = atof(words[6]);
	factors = atoi(words[4]);
	const Table train = table(words[1], "train"), test = table(words[1], "test");
	const long size = columns * factors;
	linear = malloc(columns * 4);
	linear_squares = malloc(columns * 4);
	vectors = malloc(size * 4);
	vector_squares = malloc(size * 4);
	sums = malloc(factors * 4);
	printf("{\"name\": \"C, AdaGrad row by row\", \"seconds\": [");
	for (int run = 0; run < times; run++) {
		uint32_t state = 12345;
		bias = 0;
		for (long i = 0; i < columns; i++) { linear[i] = 0; linear_squares[i] = 1e-6f; }
		for (long i = 0; i < size; i++) {
			state = state * 1664525u + 1013904223u;
			vectors[i] = 0.1f * ((state >> 8) / 8388608.0f - 1);
			vector_squares[i] = 1e-6f;
		}
		struct timespec from, to;
		clock_gettime(CLOCK_MONOTONIC, &from);
		learn(&train, epochs, rate);
		clock_gettime(CLOCK_MONOTONIC, &to);
		printf("%s%.6f", run ? ", " : "", to.tv_sec - from.tv_sec + (to.tv_nsec - from.tv_nsec) * 1e-9);
	}
	printf("], \"quality\": %.6f}\n", auc(&test));
	return 0;
}
