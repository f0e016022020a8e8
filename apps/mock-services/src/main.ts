import { parseCliOptions } from './cli-options';
import { formatEvent } from './format-event';
import type { MockEvent } from './mock-event';
import { OptionsError } from './options-error';
import { PortInUseError } from './port-in-use-error';
import { startMockServices } from './start-mock-services';

function log(event: MockEvent): void {
  process.stdout.write(formatEvent(event, process.stdout.isTTY));
}

async function main(): Promise<void> {
  const options = parseCliOptions(process.argv.slice(2), process.env);
  const mocks = await startMockServices(options, log);
  log({ event: 'mock_listening', service: 'image', url: mocks.imageUrl });
  log({ event: 'mock_listening', service: 'video', url: mocks.videoUrl });
  void mocks.warmUp();
  process.send?.({ event: 'listening', image: mocks.imageUrl, video: mocks.videoUrl });

  const stop = (signal: NodeJS.Signals) => {
    log({ event: 'mock_stopping', signal });
    // A second signal ends the process at once.
    process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
    mocks.stop().then(() => process.exit(0), reportAndExit);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

function reportAndExit(error: unknown): never {
  const expected = error instanceof OptionsError || error instanceof PortInUseError;
  const text = error instanceof Error ? error.message : String(error);
  const full = process.env['DEBUG'] && error instanceof Error ? error.stack : undefined;
  process.stderr.write(`${full ?? (expected ? text : `The mocks cannot go on: ${text}`)}\n`);
  process.exit(1);
}

main().catch(reportAndExit);
