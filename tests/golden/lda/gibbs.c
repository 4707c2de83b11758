/* Latent Dirichlet allocation by collapsed Gibbs sampling: each word of each document has one topic, drawn anew in every
 * sweep from what all other words say. Counts are dense, one thread.
 *   gibbs WORDS TOPICS SWEEPS ALPHA ETA TOPICS_OUT
 * WORDS holds 32-bit numbers: documents, size of the vocabulary, number of words, then the document of each word, then
 * the word of each. TOPICS_OUT gets the shares of words, topic after topic, as 32-bit floats. Prints the seconds of the
 * sweeps. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t state = 88172645463325252ull;

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

int main(int count, char **argument) {
	if (count != 7) return 2;
	FILE *in = fopen(argument[1], "rb");
	const int topics = atoi(argument[2]), sweeps = atoi(argument[3]);
	const double alpha = atof(argument[4]), eta = atof(argument[5]);
	int32_t head[3];
	if (!in || fread(head, 4, 3, in) != 3) return 1;
	const int vocabulary = head[1], length = head[2];
	int32_t *document = malloc(4ul * length), *word = malloc(4ul * length);
	if (fread(document, 4, length, in) != (size_t)length) return 1;
	if (fread(word, 4, length, in) != (size_t)length) return 1;
	int32_t *topic = malloc(4ul * length);
	int32_t *of_document = calloc((size_t)head[0] * topics, 4);
	int32_t *of_word = calloc((size_t)vocabulary * topics, 4);
	int32_t *of_topic = calloc(topics, 4);
	double *sums = malloc(8ul * topics);

	const double begin = seconds();
	for (int i = 0; i < length; i++) {
		const int t = (int)(uniform() * topics);
		topic[i] = t;
		of_document[document[i] * topics + t]++;
		of_word[word[i] * topics + t]++;
		of_topic[t]++;
	}
	for (int sweep = 0; sweep < sweeps; sweep++) {
		for (int i = 0; i < length; i++) {
			int32_t *mine = of_document + document[i] * topics, *own = of_word + word[i] * topics;
			int t = topic[i];
			mine[t]--, own[t]--, of_topic[t]--;
			double sum = 0;
			for (int k = 0; k < topics; k++) {
				sum += (mine[k] + alpha) * (own[k] + eta) / (of_topic[k] + vocabulary * eta);
				sums[k] = sum;
			}
			const double drawn = uniform() * sum;
			for (t = 0; t < topics - 1 && sums[t] < drawn; t++) {}
			topic[i] = t;
			mine[t]++, own[t]++, of_topic[t]++;
		}
	}
	printf("%.4f\n", seconds() - begin);

	FILE *out = fopen(argument[6], "wb");
	if (!out) return 1;
	for (int k = 0; k < topics; k++) {
		for (int w = 0; w < vocabulary; w++) {
			const float share = (float)((of_word[w * topics + k] + eta) / (of_topic[k] + vocabulary * eta));
			fwrite(&share, 4, 1, out);
		}
	}
	return fclose(out);
}
