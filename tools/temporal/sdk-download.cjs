// node sdk-download.cjs DIRECTORY VERSION
// Lets the Temporal SDK download its server into DIRECTORY. A process of its own, so that the caller can bound it in
// time and the SDK's native runtime is not installed in the caller. Failure: one line on stderr, exit code 1.
const [downloadDir, version] = process.argv.slice(2);

async function download() {
  const { TestWorkflowEnvironment } = require('@temporalio/testing');
  const { DefaultLogger, Runtime } = require('@temporalio/worker');
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'cached-download', downloadDir, version }, ip: '127.0.0.1' },
  });
  await environment.teardown();
}

download().catch((error) => {
  console.error(String(error.message ?? error).split('\n')[0]);
  process.exit(1);
});
