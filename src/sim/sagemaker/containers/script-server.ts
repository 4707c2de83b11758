/**
 * The server of the image for scripts: calls the functions that a learner's script exports, those of AWS's framework
 * containers with their names in camelCase. It is a program like the learner's own, and runs where theirs runs.
 */
export const SCRIPT_SERVER = `import { createServer } from 'node:http';
const script = await import(process.env.SAGEBRUSH_SCRIPT);
const readInput = (body, contentType) => {
	if (/json/.test(contentType)) return JSON.parse(body);
	if (/csv/.test(contentType)) return body.trim().split('\\n').map((line) => line.split(',').map(Number));
	throw Object.assign(new Error('Content type ' + contentType + ' needs an inputFn of your own.'), { status: 415 });
};
const { modelFn, predictFn, inputFn = readInput } = script;
const { outputFn = (prediction) => [JSON.stringify(prediction), 'application/json'] } = script;
for (const [name, found] of Object.entries({ modelFn, predictFn })) {
	if (typeof found !== 'function') throw new Error('The script exports no function ' + name + '.');
}
const model = await modelFn(process.env.SM_MODEL_DIR);
const answer = async (request, body) => {
	const contentType = request.headers['content-type'] ?? 'application/json';
	const accept = request.headers['accept'] ?? 'application/json';
	const output = await outputFn(await predictFn(await inputFn(body, contentType), model), accept);
	return Array.isArray(output) ? output : [output, accept];
};
createServer((request, response) => {
	if (request.url === '/ping') return response.end();
	let body = '';
	request.setEncoding('utf8');
	request.on('data', (piece) => (body += piece));
	request.on('end', () => {
		answer(request, body).then(
			([text, type]) => response.writeHead(200, { 'content-type': type }).end(text),
			(error) => {
				console.error(error);
				response.writeHead(error.status ?? 500, { 'content-type': 'text/plain' }).end(String(error.message));
			}
		);
	});
}).listen(8080);
`;
