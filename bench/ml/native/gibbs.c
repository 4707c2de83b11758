/* Latent Dirichlet allocation by collapsed Gibbs sampling: each word of each document has one topic, drawn anew in every
 * sweep from what all other words say. Counts are dense.
 *   gibbs FOLDER TIMES WORDS TOPICS SWEEPS ALPHA ETA
 * The sparse tables `train` and `test` of FOLDER hold the counts of WORDS words. ALPHA and ETA are what a topic has in a
 * document, and a word in a topic, beforehand. The quality is the perplexity of every second word of each test document,
 * by the mixture that the others tell. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
	int documents;
	uint32_t *starts, *places;
	float *values;
} Table;

static uint64_t state;

static double uniform(void) {
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (double)(state >> 11) / 9007199254740992.0;
}

static double seconds(void) {
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A whole file, and how many numbers of four bytes it has. */
static void *numbers(const char *folder, const char *table, const char *part, long *count) {
	char path[4096];
	snprintf(path, sizeof path, "%s/%s.%s", folder, table, part);
	FILE *file = fopen(path, "rb");
	if (!file) exit(1);
	fseek(file, 0, SEEK_END);
	*count = ftell(file) / 4;
	rewind(file);
	void *all = malloc(4 * *count + 4);
	if (fread(all, 4, *count, file) != (size_t)*count) exit(1);
	fclose(file);
	return all;
}

static Table table(const char *folder, const char *name) {
	long count;
	Table read;
	read.starts = numbers(folder, name, "starts", &count);
	read.documents = (int)count - 1;
	read.places = numbers(folder, name, "places", &count);
	read.values = numbers(folder, name, "values", &count);
	return read;
}

/* Fills `beta` with the shares of words, topic after topic. */
static void sample(Table train, int words, int topics, int sweeps, double alpha, double eta, double *beta) {
	long length = 0;
	for (uint32_t i = 0; i < train.starts[train.documents]; i++) length += (long)train.values[i];
	int32_t *document = malloc(4 * length), *word = malloc(4 * length), *topic = malloc(4 * length);
	int32_t *of_document = calloc((size_t)train.documents * topics, 4);
	int32_t *of_word = calloc((size_t)words * topics, 4), *of_topic = calloc(topics, 4);
	double *sums = malloc(8 * topics);
	long at = 0;
	state = 88172645463325252ull;
	for (int d = 0; d < train.documents; d++) {
		for (uint32_t i = train.starts[d]; i < train.starts[d + 1]; i++) {
			for (int n = (int)train.values[i]; n > 0; n--, at++) {
				const int t = (int)(uniform() * topics);
				document[at] = d, word[at] = (int)train.places[i], topic[at] = t;
				of_document[d * topics + t]++, of_word[word[at] * topics + t]++, of_topic[t]++;
			}
		}
	}
	for (int sweep = 0; sweep < sweeps; sweep++) {
		for (long i = 0; i < length; i++) {
			int32_t *mine = of_document + document[i] * topics, *own = of_word + word[i] * topics;
			int t = topic[i];
			mine[t]--, own[t]--, of_topic[t]--;
			double sum = 0;
			for (int k = 0; k < topics; k++) {
				sum += (mine[k] + alpha) * (own[k] + eta) / (of_topic[k] + words * eta);
				sums[k] = sum;
			}
			const double drawn = uniform() * sum;
			for (t = 0; t < topics - 1 && sums[t] < drawn; t++) {}
			topic[i] = t;
			mine[t]++, own[t]++, of_topic[t]++;
		}
	}
	for (int t = 0; t < topics; t++) {
		for (int w = 0; w < words; w++) {
			beta[t * words + w] = (of_word[w * topics + t] + eta) / (of_topic[t] + words * eta);
		}
	}
	free(document), free(word), free(topic), free(of_document), free(of_word), free(of_topic), free(sums);
}

static double perplexity(Table test, int words, int topics, double alpha, const double *beta) {
	double *theta = malloc(8 * topics), *next = malloc(8 * topics), *parts = malloc(8 * topics);
	double logs = 0, scored = 0;
	for (int d = 0; d < test.documents; d++) {
		for (int t = 0; t < topics; t++) theta[t] = 1.0 / topics;
		for (int round = 0; round < 200; round++) {
			double before = 0, whole = 0;
			for (int t = 0; t < topics; t++) next[t] = alpha;
			for (uint32_t i = test.starts[d]; i < test.starts[d + 1]; i++) {
				const double after = before + test.values[i];
				const double read = ceil(after / 2) - ceil(before / 2);
				double sum = 0;
				for (int t = 0; t < topics; t++) sum += parts[t] = theta[t] * beta[t * words + test.places[i]];
				for (int t = 0; t < topics; t++) next[t] += read * parts[t] / sum;
				before = after;
			}
			for (int t = 0; t < topics; t++) whole += next[t];
			for (int t = 0; t < topics; t++) theta[t] = next[t] / whole;
		}
		double before = 0;
		for (uint32_t i = test.starts[d]; i < test.starts[d + 1]; i++) {
			const double after = before + test.values[i];
			const double kept = floor(after / 2) - floor(before / 2);
			double sum = 0;
			for (int t = 0; t < topics; t++) sum += theta[t] * beta[t * words + test.places[i]];
			logs += kept * log(sum);
			scored += kept;
			before = after;
		}
	}
	free(theta), free(next), free(parts);
	return exp(-logs / scored);
}

int main(int count, char **argument) {
	if (count != 8) return 2;
	const int times = atoi(argument[2]), words = atoi(argument[3]), topics = atoi(argument[4]);
	const int sweeps = atoi(argument[5]);
	const double alpha = atof(argument[6]), eta = atof(argument[7]);
	const Table train = table(argument[1], "train"), test = table(argument[1], "test");
	double *beta = malloc(8ul * topics * words);
	printf("{\"name\": \"collapsed Gibbs in C, %d sweeps\", \"seconds\": [", sweeps);
	for (int i = 0; i < times; i++) {
		const double begin = seconds();
		sample(train, words, topics, sweeps, alpha, eta, beta);
		printf("%s%.4f", i > 0 ? ", " : "", seconds() - begin);
	}
	printf("], \"quality\": %.6f}\n", perplexity(test, words, topics, alpha, beta));
	return 0;
}
