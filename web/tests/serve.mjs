// Serves a company made for the journeys: `node tests/serve.mjs PORT`. DOCKET_BIN names the server's binary.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [port] = process.argv.slice(2);
const target = process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, '../../target');
const docket = process.env.DOCKET_BIN ?? join(target, 'debug/docket');
const data = mkdtempSync(join(tmpdir(), 'docket-journeys-'));

function run(...args) {
	const done = spawnSync(docket, args, { stdio: ['ignore', 'ignore', 'inherit'] });
	if (done.status !== 0) throw new Error(`docket ${args.join(' ')} failed`);
}

run('demo', '--data', data, '--no-serve');
const admin = ['--first-name', 'Avery', '--last-name', 'Stone', '--role', 'administrator'];
run('user', 'add', 'avery.stone', '--data', data, '--password', 'docket-demo', ...admin);

const server = spawn(docket, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'ignore', 'inherit'] });
const stop = () => server.kill('SIGTERM');
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
server.on('exit', (code) => {
	rmSync(data, { recursive: true, force: true });
	process.exit(code ?? 0);
});
