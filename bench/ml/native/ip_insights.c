/*
 * Entities and addresses as vectors, the address's by its prefixes through one dense layer that adds: pairs one by one,
 * with one drawn and one shuffled address each, and AdaGrad: the plain way to write it in C.
 * See README.md for what it is called with and what it prints. Further arguments: users, numbers of a vector, epochs, rate.
 * Rows: user, upper and lower half of the address.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PREFIXES = 6, SHARED = 1 << 14, MOST = 256 };
static const int lengths[PREFIXES] = {4, 8, 12, 16, 20, 24};

typedef struct {
	float *values, *squares;
} Numbers;

static int dim;
static float rate;
static Numbers entities, prefixes, weights, biases;
static uint32_t state;

static uint32_t drawn(void)
{
	state ^= state << 13;
	state ^= state >> 17;
	return state ^= state << 5;
}

static void draw(Numbers *n, long size, float scale)
{
	for (long i = 0; i < size; i++) {
		n->values[i] = scale * ((drawn() >> 8) / 8388608.0f - 1);
		n->squares[i] = 1e-6f;
	}
}

static Numbers room(long size)
{
	return (Numbers){malloc(size * 4), malloc(size * 4)};
}

static void move(Numbers *n, long at, float gradient)
{
	n->squares[at] += gradient * gradient;
	n->values[at] -= rate * gradient / sqrtf(n->squares[at]);
}

/* The vector of an address; `z` before the layer, `more` what the layer adds. */
static void encode(uint32_t address, long *rows, float *z, float *more, float *out)
{
	long base = 0;
	memset(z, 0, dim * 4);
	for (int p = 0; p < PREFIXES; p++) {
		uint32_t prefix = address >> (32 - lengths[p]);
		rows[p] = base + (lengths[p] <= 12 ? prefix : (prefix * 2654435761u) >> 18);
		base += lengths[p] <= 12 ? 1 << lengths[p] : SHARED;
		const float *v = prefixes.values + rows[p] * dim;
		for (int f = 0; f < dim; f++) z[f] += v[f];
	}
	memcpy(more, biases.values, dim * 4);
	for (int i = 0; i < dim; i++)
		for (int f = 0; f < dim; f++) more[f] += z[i] * weights.values[i * dim + f];
	for (int f = 0; f < dim; f++) {
		more[f] = more[f] > 0 ? more[f] : 0;
		out[f] = z[f] + more[f];
	}
}

static float score(long user, const float *address)
{
	float sum = 0;
	for (int f = 0; f < dim; f++) sum += entities.values[user * dim + f] * address[f];
	return sum;
}

static void learn(long user, uint32_t address, float label)
{
	long rows[PREFIXES];
	float z[MOST], more[MOST], out[MOST], slopes[MOST], passed[MOST];
	encode(address, rows, z, more, out);
	const float slope = 1 / (1 + expf(-score(user, out))) - label;
	for (int f = 0; f < dim; f++) {
		slopes[f] = slope * entities.values[user * dim + f];
		passed[f] = more[f] > 0 ? slopes[f] : 0;
	}
	for (int f = 0; f < dim; f++) move(&entities, user * dim + f, slope * out[f]);
	for (int i = 0; i < dim; i++) {
		float sum = 0;
		for (int f = 0; f < dim; f++) {
			sum += passed[f] * weights.values[i * dim + f];
			move(&weights, i * dim + f, z[i] * passed[f]);
		}
		slopes[i] += sum;
	}
	for (int f = 0; f < dim; f++) move(&biases, f, passed[f]);
	for (int p = 0; p < PREFIXES; p++)
		for (int f = 0; f < dim; f++) move(&prefixes, rows[p] * dim + f, slopes[f]);
}

static float *numbers(const char *folder, const char *name, long *count)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "rb");
	if (!file) exit(1);
	fseek(file, 0, SEEK_END);
	*count = ftell(file) / 4;
	rewind(file);
	float *all = malloc(*count * 4);
	if (fread(all, 4, *count, file) != (size_t)*count) exit(1);
	fclose(file);
	return all;
}

static uint32_t address_of(const float *row)
{
	return (uint32_t)row[1] << 16 | (uint32_t)row[2];
}

typedef struct {
	float score, label;
} Scored;

static int by_score(const void *a, const void *b)
{
	const float x = ((const Scored *)a)->score, y = ((const Scored *)b)->score;
	return (x > y) - (x < y);
}

static double auc(const float *x, const float *labels, long rows)
{
	Scored *all = malloc(rows * sizeof *all);
	long places[PREFIXES];
	float z[MOST], more[MOST], out[MOST];
	for (long i = 0; i < rows; i++) {
		encode(address_of(x + i * 3), places, z, more, out);
		all[i] = (Scored){score((long)x[i * 3], out), labels[i]};
	}
	qsort(all, rows, sizeof *all, by_score);
	double area = 0, negatives = 0, positives = 0;
	for (long i = 0; i < rows; i++) {
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
	const long users = atol(words[3]), prefix_rows = 16 + 256 + 4096 + 3 * SHARED;
	dim = atoi(words[4]);
	rate = atof(words[6]);
	if (dim > MOST) return 1;
	long cells, asked, rows;
	const float *x = numbers(words[1], "train.x", &cells), *later = numbers(words[1], "later.x", &asked);
	const float *labels = numbers(words[1], "later.labels", &asked);
	rows = cells / 3;
	entities = room(users * dim);
	prefixes = room(prefix_rows * dim);
	weights = room((long)dim * dim);
	biases = room(dim);
	printf("{\"name\": \"C, AdaGrad pair by pair\", \"seconds\": [");
	for (int run = 0; run < times; run++) {
		state = 12345;
		draw(&entities, users * dim, 0.07f);
		draw(&prefixes, prefix_rows * dim, 0.07f);
		draw(&weights, (long)dim * dim, 1 / sqrtf(dim));
		draw(&biases, dim, 0);
		struct timespec from, to;
		clock_gettime(CLOCK_MONOTONIC, &from);
		for (int epoch = 0; epoch < epochs; epoch++) {
			for (long i = 0; i < rows; i++) {
				const float *row = x + drawn() % rows * 3;
				learn((long)row[0], address_of(row), 1);
				learn((long)row[0], drawn(), 0);
				learn((long)row[0], address_of(x + drawn() % rows * 3), 0);
			}
		}
		clock_gettime(CLOCK_MONOTONIC, &to);
		printf("%s%.6f", run ? ", " : "", to.tv_sec - from.tv_sec + (to.tv_nsec - from.tv_nsec) * 1e-9);
	}
	printf("], \"quality\": %.6f}\n", auc(later, labels, asked));
	return 0;
}
