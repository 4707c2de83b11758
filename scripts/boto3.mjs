import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installPackage } from './debian.mjs';

const PYTHON = '/usr/bin/python3';

/** Gives the system's Python its boto3, one of the clients in the tests. Where that can't be, those tests say so. */
export function installBoto3() {
	if (!existsSync(PYTHON) || spawnSync(PYTHON, ['-c', 'import boto3']).status === 0) return;
	installPackage('python3-boto3');
}
