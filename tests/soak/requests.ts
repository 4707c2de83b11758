import { Rng } from '#base/rng.ts';
import { allTargets, RequestTrial, spoiltRequest } from '../support/requests/request-trial.ts';

/** Sends 100,000 spoilt requests; SEED repeats a run, REQUESTS changes their number. Exits with 1 where one got a bad answer. */
const requests = Number(process.env['REQUESTS'] ?? 100_000);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const rng = new Rng(seed);
const targets = await allTargets();
const trial = new RequestTrial();
const log = (line: string): void => void process.stdout.write(`${line}\n`);
const faults = new Map<string, number>();
log(`seed ${seed}, ${targets.length} operations`);
for (let n = 1; n <= requests; n++) {
	const target = targets[rng.below(targets.length)]!;
	const one = rng.uint32();
	const fault = await trial.send(spoiltRequest(target, one));
	if (fault !== null) {
		const { endpointPrefix } = target.model.metadata;
		const line = `${endpointPrefix} ${target.protocol} ${target.operation}: ${fault.replace(/[0-9a-f-]{36}/g, 'ID').slice(0, 300)}`;
		if (!faults.has(line)) log(`FAULT with seed ${one}: ${line}`);
		faults.set(line, (faults.get(line) ?? 0) + 1);
	}
	if (n % 10_000 === 0) log(`${n} sent, ${trial.counts.refused} refused, ${trial.counts.done} done`);
}
trial.close();
log(`${requests} requests, ${faults.size} kinds of faults`);
process.exit(faults.size > 0 ? 1 : 0);
