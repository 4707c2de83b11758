import { sha256 } from '@noble/hashes/sha2.js';
import { encodeUtf8, toHex } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';

/** The account as S3 calls it: by a canonical id of 64 hexadecimal digits. */
export function ownerOf({ accountId }: Pick<Context, 'accountId'>): { readonly ID: string } {
	return { ID: toHex(sha256(encodeUtf8(`canonical user of ${accountId}`))) };
}
