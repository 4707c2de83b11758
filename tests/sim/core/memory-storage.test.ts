import { describe } from 'vitest';
import { memoryStorage } from '#sim/core/memory-storage.ts';
import { itKeepsTheStorageContract } from '#tests/support/storage-contract.ts';

describe('memoryStorage', () => {
	itKeepsTheStorageContract(async () => memoryStorage());
});
