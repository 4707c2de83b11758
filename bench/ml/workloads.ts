import type { Workload } from './workload.ts';
import { anomalies } from './workloads/anomalies.ts';
import { boosting } from './workloads/boosting.ts';
import { factorizationMachines } from './workloads/factorization-machines.ts';
import { growth } from './workloads/growth.ts';
import { kmeans } from './workloads/kmeans.ts';
import { linear } from './workloads/linear.ts';
import { logins } from './workloads/logins.ts';
import { neighbours } from './workloads/neighbours.ts';
import { topics } from './workloads/topics.ts';
import { pca } from './workloads/pca.ts';

/** All that `npm run bench:ml` times, in the order of the table. */
export const workloads: readonly Workload[] = [
	...boosting,
	...kmeans,
	...linear,
	...neighbours,
	...topics,
	...pca,
	...factorizationMachines,
	...anomalies,
	...logins,
	...growth
];
