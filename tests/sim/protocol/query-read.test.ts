import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { readServiceModel } from '#sim/protocol/model.ts';
import { readForm, readQuery } from '#sim/protocol/query-read.ts';
import sts from '#sim/protocol/shapes/sts.json' with { type: 'json' };

describe('readQuery', () => {
	it('gathers lists of structures from numbered fields', () => {
		const form = readForm(
			encodeUtf8(
				'Action=AssumeRole&RoleArn=arn%3Aaws&DurationSeconds=900&Tags.member.1.Key=a+b&Tags.member.1.Value=1&Tags.member.2.Key=c&TransitiveTagKeys.member.1=x'
			)
		);
		expect(readQuery(readServiceModel(sts), 'AssumeRoleRequest', form)).toEqual({
			RoleArn: 'arn:aws',
			DurationSeconds: 900,
			Tags: [{ Key: 'a b', Value: '1' }, { Key: 'c' }],
			TransitiveTagKeys: ['x']
		});
	});

	it('gives an empty structure where no field belongs to it', () => {
		expect(readQuery(readServiceModel(sts), 'GetCallerIdentityRequest', new Map())).toEqual({});
	});

	it('takes a name without number for an empty list', () => {
		const form = new Map([['Tags', '']]);
		expect(readQuery(readServiceModel(sts), 'AssumeRoleRequest', form)).toEqual({ Tags: [] });
	});

	it('reads a form of fifty thousand fields at once', () => {
		const form = new Map(Array.from({ length: 50_000 }, (_, i) => [`Tags.member.${i + 1}.Key`, 'k']));
		const { Tags } = readQuery(readServiceModel(sts), 'AssumeRoleRequest', form) as { Tags: unknown[] };
		expect(Tags).toHaveLength(50_000);
	});

	it('refuses a number that is none', () => {
		const form = new Map([['DurationSeconds', 'long']]);
		expect(() => readQuery(readServiceModel(sts), 'AssumeRoleRequest', form)).toThrow(
			"'long' at 'DurationSeconds' is no integer."
		);
	});
});
