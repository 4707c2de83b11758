import { toHex } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import type { Encryption } from '../tables.ts';

/** The quoted MD5 of the bytes; with KMS keys S3 takes it of what is stored, so it tells the client nothing. */
export function etagOf(ctx: Context, md5: Uint8Array, { algorithm }: Encryption): string {
	return `"${algorithm === 'aws:kms' ? ctx.rng.hex(32) : toHex(md5)}"`;
}
