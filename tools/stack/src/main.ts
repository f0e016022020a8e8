import path from 'node:path';
import { ConfigError } from '@genvideo/models/config';
import { EngineError, PortInUseError, ServerNotFoundError } from '@genvideo/temporal-server';
import { runDemo } from './run-demo';
import { runStart } from './run-start';
import { StackError } from './stack-error';
import { stopOnSignals } from './stop-on-signals';

const COMMANDS = { demo: runDemo, start: runStart };

const isExpected = (error: unknown): error is Error =>
  [StackError, ConfigError, EngineError, ServerNotFoundError, PortInUseError].some(
    (type) => error instanceof type,
  );

async function main(): Promise<number> {
  const name = process.argv[2] ?? '';
  if (name !== 'demo' && name !== 'start') {
    process.stderr.write(`There is no "${name}": npm run demo, or npm start.\n`);
    return 2;
  }
  const signal = stopOnSignals();
  try {
    await COMMANDS[name]({
      root: path.join(__dirname, '../../..'),
      environment: process.env,
      print: (line) => process.stdout.write(`${line}\n`),
      signal,
    });
    return 0;
  } catch (error) {
    // Whatever is thrown once the user wants to stop says no more than that.
    if (signal.aborted) return 130;
    const debug = process.env['DEBUG'] ?? '';
    process.stderr.write(
      `\n${isExpected(error) || !debug ? (error as Error).message : String((error as Error).stack)}\n`,
    );
    return 1;
  }
}

void main().then((status) => process.exit(status));
