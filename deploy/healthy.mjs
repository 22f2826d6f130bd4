// For a container's health check: ends with 0 when the address answers well.
const [address] = process.argv.slice(2);
const { ok } = await fetch(address, { signal: AbortSignal.timeout(4_000) });
process.exit(ok ? 0 : 1);
