// The HEALTHCHECK of the images: health-check.mjs PORT PATH. Status 0 when the program in this container answers with 2xx.
const [port, path] = process.argv.slice(2);
try {
  const { ok } = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(4_000) });
  process.exit(ok ? 0 : 1);
} catch {
  process.exit(1);
}
