/** Memory that a WebAssembly module works on. Threads share it without copying it. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

/** The part of WebAssembly that is used here. TypeScript has its types only among those of browsers. */
interface WebAssemblyPart {
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => SharedMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyPart }).WebAssembly;

const pageBytes = 65_536;

/** New memory of at least so many bytes, all 0. Throws a RangeError above 4 GiB. */
export function sharedMemoryOf(bytes: number): SharedMemory {
  const pages = Math.max(1, Math.ceil(bytes / pageBytes));
  return new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

/** Whether a value is such memory, made by this thread or sent by another. */
export function isSharedMemory(value: unknown): value is SharedMemory {
  return value instanceof webAssembly.Memory;
}
