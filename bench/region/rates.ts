import type { Row } from '../notebook/row.ts';
import {
	counted,
	leanRequest,
	sagemakerRequest,
	sendAll,
	signedFor,
	type LeanRequest
} from './lean-client.ts';
import { withMoto } from './moto.ts';
import { withServer } from './server.ts';
import { serveTrainedModel } from './trained-endpoint.ts';

const CONNECTIONS = 8;
const ROLE = 'arn:aws:iam::123456789012:role/AmazonSageMaker-ExecutionRole';
const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';

interface Case {
	readonly name: string;
	readonly count: number;
	readonly make: (i: number) => LeanRequest;
}

const CASES: readonly Case[] = [
	{
		name: 'CreateModel',
		count: 6000,
		make: (i) =>
			sagemakerRequest('CreateModel', {
				ModelName: `model-${i}`,
				ExecutionRoleArn: ROLE,
				PrimaryContainer: { Image: IMAGE }
			})
	},
	{
		name: 'DescribeModel',
		count: 10_000,
		make: (i) => sagemakerRequest('DescribeModel', { ModelName: `model-${i % 500}` })
	},
	{
		name: 'PutObject of 1 kB',
		count: 6000,
		make: (i) => leanRequest('PUT', `/bench/key-${i}`, {}, 'x'.repeat(1000))
	},
	{
		name: 'GetObject of 1 kB',
		count: 10_000,
		make: (i) => leanRequest('GET', `/bench/key-${i % 500}`)
	}
];

/** Simple calls a second, ours against moto's. */
export async function callRates(): Promise<Row[]> {
	const ours = await withServer(({ url }) => ratesAt(url, 1));
	// moto is slower by far: a tenth of the requests tells as much.
	const theirs = await withMoto((url) => ratesAt(url, 0.1));
	return CASES.map(({ name }, i) => ({
		name,
		unit: 'calls/s',
		value: ours[i]!,
		peers: theirs ? { moto: theirs[i]! } : {},
		bar: { min: 2000 }
	}));
}

async function ratesAt(url: string, share: number): Promise<number[]> {
	await sendAll(
		url,
		1,
		counted(1, () => leanRequest('PUT', '/bench'))
	);
	const rates: number[] = [];
	for (const { count, make } of CASES) {
		const n = Math.round(count * share);
		rates.push(Math.round((n / (await sendAll(url, CONNECTIONS, counted(n, make)))) * 1000));
	}
	return rates;
}

/** Predictions a second of one row each, by an XGBoost model that was trained before. */
export async function invokeRates(): Promise<Row[]> {
	const count = 6000;
	const rate = await withServer(async (server) => {
		const path = await serveTrainedModel(server.url);
		const request = leanRequest(
			'POST',
			path,
			{ 'content-type': 'text/csv', authorization: signedFor('sagemaker') },
			'0.5,0.25'
		);
		const send = (n: number): Promise<number> =>
			sendAll(
				server.url,
				CONNECTIONS,
				counted(n, () => request)
			);
		await send(500);
		return Math.round((count / (await send(count))) * 1000);
	});
	return [
		{
			name: 'InvokeEndpoint, XGBoost, one row',
			unit: 'calls/s',
			value: rate,
			peers: {},
			bar: { min: 1000 }
		}
	];
}
