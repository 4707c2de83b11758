import { UserError, PlatformError } from '#base/errors.ts';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type {
	ChannelInput,
	InferenceInstance,
	InferenceRunner,
	TrainingOutcome,
	TrainingRunner,
	TrainingTask
} from '#sim/ports.ts';

/**
 * A container small enough to check by hand, for tests of the region: gradient descent on y = a·x + b, one line of log
 * per round in XGBoost’s format; `eta` is the step. It really learns, really stops and really dies.
 */
export function lineFitTraining(): TrainingRunner {
	return {
		start(task, onLog) {
			const state = { stop: false };
			let kill = (): void => {};
			const killed = new Promise<never>((_, reject) => {
				kill = () => reject(new PlatformError('InstanceKilled', 'The training instance was taken away.'));
			});
			const finished = Promise.race([train(task, state, onLog), killed]);
			return {
				finished,
				stop: () => void (state.stop = true),
				kill() {
					state.stop = true;
					kill();
				}
			};
		}
	};
}

type Point = readonly [y: number, x: number];

async function train(
	task: TrainingTask,
	state: { readonly stop: boolean },
	log: (line: string) => void
): Promise<TrainingOutcome> {
	const rounds = Number(task.hyperparameters['num_round'] ?? 'none');
	const rate = Number(task.hyperparameters['eta'] ?? 0.1);
	if (!Number.isInteger(rounds))
		throw new UserError('BadHyperparameter', 'num_round must be a whole number.');
	const points = task.channels.flatMap((channel) => (channel.name === 'train' ? readPoints(channel) : []));
	let [a, b] = [0, 0];
	for (let round = 0; round < rounds; round++) {
		await new Promise((resolve) => setImmediate(resolve));
		if (state.stop)
			return { kind: 'stopped', modelArchive: round > 0 ? encodeUtf8(JSON.stringify({ a, b })) : null };
		const gradient = points.reduce(
			([ga, gb], [y, x]) => [ga + (a * x + b - y) * x, gb + (a * x + b - y)],
			[0, 0]
		);
		a -= (rate * gradient[0]!) / points.length;
		b -= (rate * gradient[1]!) / points.length;
		const rmse = Math.sqrt(points.reduce((sum, [y, x]) => sum + (a * x + b - y) ** 2, 0) / points.length);
		log(`[${round}]#011train-rmse:${rmse.toFixed(5)}`);
	}
	return { kind: 'completed', modelArchive: encodeUtf8(JSON.stringify({ a, b })) };
}

function readPoints({ files }: ChannelInput): Point[] {
	return files.flatMap(({ key, bytes }) =>
		decodeUtf8(bytes)
			.trim()
			.split('\n')
			.map((line): Point => {
				const [y, x] = line.split(',').map(Number);
				if (y === undefined || x === undefined || Number.isNaN(y + x)) {
					throw new UserError('BadData', `'${line}' in '${key}' is no pair of numbers.`);
				}
				return [y, x];
			})
	);
}

/** Serves what {@link lineFitTraining} learnt; a body of `die` takes the instance away. */
export function lineFitInference(): InferenceRunner {
	return {
		async start({ modelArchive }, onLog) {
			if (!modelArchive) throw new UserError('BadModel', 'There is no model in the container.');
			const { a, b } = JSON.parse(decodeUtf8(modelArchive)) as { a: number; b: number };
			onLog('Starting the server');
			return serve(a, b);
		}
	};
}

function serve(a: number, b: number): InferenceInstance {
	return {
		async invoke({ body, contentType }) {
			const text = decodeUtf8(body);
			if (text === 'die') throw new PlatformError('InstanceDied', 'The serving instance died.');
			if (!contentType?.startsWith('text/csv'))
				return answer(415, `Content type ${contentType} is not supported.`);
			return answer(
				200,
				text
					.trim()
					.split('\n')
					.map((x) => a * Number(x) + b)
					.join('\n')
			);
		},
		close: () => {}
	};
}

function answer(status: number, text: string): { status: number; contentType: string; body: Uint8Array } {
	return {
		status,
		contentType: status === 200 ? 'text/csv; charset=utf-8' : 'text/plain',
		body: encodeUtf8(text)
	};
}
