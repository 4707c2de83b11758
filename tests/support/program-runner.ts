import { InstancePool } from '#engine/instance-pool.ts';
import { openInlineSandbox } from '#engine/program/inline-sandbox.ts';
import { SandboxScriptRunner } from '#engine/program/sandbox-script-runner.ts';
import type { ScriptRunner } from '#sim/ports.ts';

/** Runs the programs of tests in this very realm: they are the tests' own. */
export function inlineScripts(): ScriptRunner {
	return new SandboxScriptRunner(new InstancePool(4), openInlineSandbox);
}
