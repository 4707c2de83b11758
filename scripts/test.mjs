/**
 * `npm test`: installs what it needs, then types, lint, build, unit and lesson tests, browser tests. Ends with one line
 * `N passed, N failed`, summed from the runners' own reports; a check or build that fails counts as one failure.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { installBoto3 } from './boto3.mjs';
import { check } from './check.mjs';
import { findChromium } from './chromium.mjs';
import { install, ROOT, run } from './install.mjs';

const REPORTS = `${ROOT}test-results/reports`;

install();
installBoto3();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const sum = { passed: 0, failed: 0, skipped: 0 };
const failures = await check([{ name: 'build', command: ['vite', 'build', '--logLevel', 'warn'] }]);

add('unit tests', runVitest());
const chromium = await findChromium();
if (chromium) {
	add('browser tests', runPlaywright(chromium, 'together', ['--grep-invert=@alone', '--workers=2']));
	add('browser tests that measure', runPlaywright(chromium, 'alone', ['--grep=@alone', '--workers=1']));
} else failures.push('browser tests: there is no Chromium; set CHROMIUM_PATH');

sum.failed += failures.length;
for (const failure of failures) console.log(`✗ ${failure}`);
console.log(
	`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`
);
process.exit(sum.failed > 0 ? 1 : 0);

/** Adds a runner's counts. A runner that failed without a failed test (or left no report) is a failure of its own. */
function add(name, { code, report }) {
	if (!report || report.passed + report.failed === 0) {
		failures.push(`${name}: the runner left no report`);
		return;
	}
	for (const key of Object.keys(sum)) sum[key] += report[key];
	if (code !== 0 && report.failed === 0) failures.push(`${name}: the runner ended with code ${code}`);
}

function runVitest() {
	const file = `${REPORTS}/vitest.json`;
	const code = run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${file}`]);
	const json = read(file);
	return {
		code,
		report: json && {
			passed: json.numPassedTests,
			// A file that could not even be loaded holds no test that could fail.
			failed: json.numFailedTests + json.testResults.filter(isBroken).length,
			skipped: json.numPendingTests + json.numTodoTests
		}
	};
}

function isBroken(file) {
	return file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
}

function runPlaywright(executable, name, which) {
	const file = `${REPORTS}/playwright-${name}.json`;
	const env = { CHROMIUM_PATH: executable, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
	const output = `--output=test-results/e2e-${name}`;
	const code = run('npx', ['playwright', 'test', '--reporter=list,json', output, ...which], env);
	const json = read(file);
	return {
		code,
		report: json && {
			passed: json.stats.expected,
			failed: json.stats.unexpected + json.stats.flaky + json.errors.length,
			skipped: json.stats.skipped
		}
	};
}

function read(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
