import { Rng } from '#base/rng.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { auc } from '#ml/metrics/auc.ts';
import type { Workload } from '../workload.ts';

const USERS = 2000;
const HOMES = 3;
const DIM = 32;
const EPOCHS = 5;

/** Pairs as numbers: user, upper and lower half of the address; the label says whether the network is the user's own. */
function table(rows: number, strangers: number, rng: Rng): Dataset {
	const x = new Float32Array(rows * 3);
	const labels = new Float32Array(rows);
	for (let i = 0; i < rows; i++) {
		const user = Math.floor(USERS * rng.next() ** 2);
		const isOwn = rng.next() >= strangers;
		const home = networkOf(isOwn ? user : rng.below(USERS), rng.below(HOMES));
		x.set([user, home, rng.below(65536)], i * 3);
		labels[i] = Number(isOwn);
	}
	return { rows, columns: 3, x, labels, weights: null };
}

/** A network of 2¹⁶ addresses, always the same one; some are several users'. */
function networkOf(user: number, home: number): number {
	return new Rng(user * HOMES + home).below(65536);
}

function texts({ rows, x }: Dataset): Dataset {
	const cells = Array.from({ length: rows }, (_, i) => {
		const [user, upper, lower] = x.subarray(i * 3, i * 3 + 3) as unknown as [number, number, number];
		return [`user ${user}`, [upper >> 8, upper & 255, lower >> 8, lower & 255].join('.')];
	});
	return { rows, columns: 2, x: new Float32Array(0), texts: cells.flat(), labels: null, weights: null };
}

export const logins: readonly Workload[] = [
	{
		name: `IP Insights 100k pairs, ${USERS} users, ${DIM} numbers, ${EPOCHS} epochs`,
		tables() {
			const rng = new Rng(9);
			return { train: table(100_000, 0, rng), later: table(20_000, 0.5, rng) };
		},
		async run({ train, later }, host) {
			const given = {
				num_entity_vectors: String(10 * USERS),
				vector_dim: String(DIM),
				epochs: String(EPOCHS),
				mini_batch_size: '1000',
				learning_rate: '0.01'
			};
			const { model, seconds } = await host.train('ipinsights', given, { train: texts(train!) });
			return { seconds, quality: auc(later!.labels!, model.predict(texts(later!)).fields[0]!.values) };
		},
		native: [{ file: 'ip_insights.c', args: [String(USERS), String(DIM), String(EPOCHS), '0.05'] }],
		maxRatio: 2,
		quality: { name: 'AUC', better: 'higher', within: 0.005 }
	}
];
