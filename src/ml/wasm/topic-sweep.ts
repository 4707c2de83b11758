import { Kernel } from './kernel.ts';
import bytes from './topic-sweep.as.ts?wasm';

/** Functions of topic-sweep.as.ts. Addresses and `step` are in bytes. */
interface Functions {
	begin(
		from: number,
		to: number,
		starts: number,
		places: number,
		values: number,
		shares: number,
		byWord: number,
		alpha: number,
		scratch: number,
		step: number,
		rounds: number
	): void;
	count(cells: number, places: number, values: number, shares: number, ofWord: number, step: number): void;
	sweep(
		from: number,
		to: number,
		starts: number,
		places: number,
		values: number,
		shares: number,
		ofWord: number,
		ofTopic: number,
		alpha: number,
		scratch: number,
		step: number,
		alpha0: number,
		eta: number,
		spread: number,
		told: number
	): void;
}

/** Shares of words among topics, in memory of its own. */
export class TopicSweep extends Kernel<Functions> {
	constructor() {
		super(bytes);
	}
}
