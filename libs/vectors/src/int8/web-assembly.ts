/** Memory that a module works on and that threads share without copying it. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

/** The part of the language's WebAssembly that is used here; its types come with those of browsers only. */
interface WebAssemblyPart {
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => SharedMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyPart }).WebAssembly;

const pageBytes = 65_536;

/** Zeros, at least so many bytes of them, up to 4 GiB. */
export function sharedMemoryOf(bytes: number): SharedMemory {
  const pages = Math.max(1, Math.ceil(bytes / pageBytes));
  return new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

/** Whether a value is such a memory, of this thread or come from another. */
export function isSharedMemory(value: unknown): value is SharedMemory {
  return value instanceof webAssembly.Memory;
}
