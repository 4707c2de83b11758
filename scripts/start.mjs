/** `npm start`: install, build, serve, print the URL. `--port N` chooses the port (4173, or the next free one). */
import { install, run } from './install.mjs';

install();
console.log('Building…');
if (run('npx', ['vite', 'build', '--logLevel', 'warn']) !== 0) process.exit(1);

const at = process.argv.indexOf('--port');
const { preview } = await import('vite');
const server = await preview({ preview: { port: at > 0 ? Number(process.argv[at + 1]) : 4173 } });
console.log('\nSagebrush is ready. Open:');
server.printUrls();
console.log('Stop it with Ctrl-C.');
