import { loadConfig } from '@genvideo/models/config';
import { loadEngineOptions, runMain } from '@genvideo/runtime';
import { parseSetupFlags, USAGE } from './setup-flags';
import { setUpEngine } from './set-up-engine';

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

void runMain({
  name: 'setup',
  environment: process.env,
  async main(environment) {
    const flags = parseSetupFlags(process.argv.slice(2));
    if (flags.help) tell(USAGE.trimEnd());
    else {
      const config = loadConfig(environment);
      await setUpEngine({ config, engine: loadEngineOptions(environment), flags, tell });
    }
    return undefined;
  },
});
