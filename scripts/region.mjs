/** `npm run region`: install, build, serve the simulated region on this machine. `--help` lists the options. */
import { install, ROOT, run } from './install.mjs';

install();
if (run('npx', ['vite', 'build', '--config', 'server/vite.config.ts', '--logLevel', 'warn']) !== 0)
	process.exit(1);
await import(`${ROOT}.cache/region/main.js`);
