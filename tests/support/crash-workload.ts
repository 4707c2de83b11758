import { Agent } from 'node:http';
import { Rng } from '#base/rng.ts';
import { httpCall } from './http-call.ts';

/** What stands under a name: a text, or null for nothing. */
type Content = string | null;

interface Entry {
	/** As last acknowledged. */
	sure: Content;
	/** What a request that was never answered would have made of it. */
	maybe: Content | undefined;
}

const LANES = 6;
const NAMES_PER_LANE = 12;
/** Above a megabyte a body is streamed into its file. */
const SIZES = [10, 3_000, 100_000, 1_500_000];
const JSON_HEADERS = { 'content-type': 'application/x-amz-json-1.1' };
const ROLE = 'arn:aws:iam::123456789012:role/AmazonSageMaker-ExecutionRole';

/**
 * Clients that put, replace and delete objects and models, each under names of its own, and remember what they were told:
 * whatever was acknowledged must still be so after the server has died.
 */
export class CrashWorkload {
	readonly #rng: Rng;
	readonly #entries = new Map<string, Entry>();
	#sequence = 0;
	acknowledged = 0;
	unanswered = 0;
	#awaited: { readonly count: number; readonly reached: () => void } | null = null;

	constructor(seed: number) {
		this.#rng = new Rng(seed);
		for (let lane = 0; lane < LANES; lane++) {
			for (let n = 0; n < NAMES_PER_LANE; n++) {
				this.#entries.set(`${n % 3 === 0 ? 'model' : 'object'}-${lane}-${n}`, {
					sure: null,
					maybe: undefined
				});
			}
		}
	}

	/** Resolves when so many more writes have been acknowledged. */
	acknowledgedMore(count: number): Promise<void> {
		return new Promise((reached) => (this.#awaited = { count: this.acknowledged + count, reached }));
	}

	/** Works until the server is gone. */
	async run(url: string): Promise<void> {
		const agent = new Agent({ keepAlive: true, maxSockets: LANES });
		const lanes = Array.from({ length: LANES }, (_, lane) => this.#runLane(agent, url, lane));
		await Promise.all(lanes);
		agent.destroy();
	}

	/** Every name under which something else stands than was acknowledged or asked for last. */
	async check(url: string): Promise<string[]> {
		const agent = new Agent({ keepAlive: true, maxSockets: LANES });
		const lost: string[] = [];
		for (const [name, entry] of this.#entries) {
			const found = await read(agent, url, name);
			if (found !== entry.sure && found !== entry.maybe) {
				lost.push(`${name} is ${brief(found)}, not ${brief(entry.sure)} or ${brief(entry.maybe)}`);
			}
			entry.sure = found;
			entry.maybe = undefined;
		}
		agent.destroy();
		return lost;
	}

	async #runLane(agent: Agent, url: string, lane: number): Promise<void> {
		const names = [...this.#entries.keys()].filter((name) => name.split('-')[1] === String(lane));
		for (;;) {
			const name = names[this.#rng.below(names.length)]!;
			const entry = this.#entries.get(name)!;
			entry.maybe = this.#wish(name, entry.sure);
			try {
				await write(agent, url, name, entry.maybe);
			} catch (error) {
				if (error instanceof Refusal) throw error;
				this.unanswered++;
				return;
			}
			entry.sure = entry.maybe;
			entry.maybe = undefined;
			this.acknowledged++;
			if (this.#awaited && this.acknowledged >= this.#awaited.count) this.#awaited.reached();
		}
	}

	#wish(name: string, before: Content): Content {
		// A model cannot be replaced, only deleted; an object is deleted now and then.
		const remove = name.startsWith('model') ? before !== null : before !== null && this.#rng.next() < 0.2;
		if (remove) return null;
		const size = name.startsWith('model') ? 10 : SIZES[this.#rng.below(SIZES.length)]!;
		return `${this.#sequence++}/`.padEnd(size, 'x');
	}
}

/** The server answered, and said no: none of these requests deserves that. */
class Refusal extends Error {}

async function write(agent: Agent, url: string, name: string, content: Content): Promise<void> {
	const { status, body } = name.startsWith('model')
		? await writeModel(agent, url, name, content)
		: await httpCall(agent, `${url}/crash/${name}`, content === null ? 'DELETE' : 'PUT', {}, content ?? '');
	if (status >= 300) throw new Refusal(`${name}: ${status} ${body.toString()}`);
}

function writeModel(agent: Agent, url: string, name: string, content: Content): ReturnType<typeof httpCall> {
	const input =
		content === null
			? { ModelName: name }
			: {
					ModelName: name,
					ExecutionRoleArn: ROLE,
					PrimaryContainer: { Image: 'image', Environment: { content } }
				};
	const operation = content === null ? 'DeleteModel' : 'CreateModel';
	return sagemaker(agent, url, operation, input);
}

async function read(agent: Agent, url: string, name: string): Promise<Content> {
	if (name.startsWith('model')) {
		const { status, body } = await sagemaker(agent, url, 'DescribeModel', { ModelName: name });
		if (status !== 200) return null;
		const model = JSON.parse(body.toString()) as {
			PrimaryContainer: { Environment: { content: string } };
		};
		return model.PrimaryContainer.Environment.content;
	}
	const { status, body } = await httpCall(agent, `${url}/crash/${name}`, 'GET');
	return status === 200 ? body.toString() : status === 404 ? null : `answered ${status}`;
}

function sagemaker(agent: Agent, url: string, operation: string, input: object): ReturnType<typeof httpCall> {
	const headers = { ...JSON_HEADERS, 'x-amz-target': `SageMaker.${operation}` };
	return httpCall(agent, `${url}/`, 'POST', headers, JSON.stringify(input));
}

function brief(content: Content | undefined): string {
	return content === null ? 'nothing' : content === undefined ? 'unasked' : `'${content.slice(0, 40)}'`;
}
