import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { freePort } from '@genvideo/temporal-server';
import { checkPorts } from './check-ports';

describe('checkPorts', () => {
  it('names the port that is taken, who wants it, and what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const wanted = { port, service: 'the API', fix: 'set API_PORT.' };
    const free = { port: await freePort(), service: 'the mocks', fix: 'nothing.' };
    await expect(checkPorts([free, wanted])).rejects.toThrow(
      `Port ${port}, wanted for the API, is in use: set API_PORT.`,
    );
    server.close();
    await once(server, 'close');
    await expect(checkPorts([free, wanted])).resolves.toBeUndefined();
  });
});
