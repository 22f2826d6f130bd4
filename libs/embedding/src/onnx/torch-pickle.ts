/** Where a tensor's numbers lie: all that is read of a pickle. */
export interface TensorReference {
  readonly kind: 'tensor';
  readonly storage: StorageReference;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
}

/** A block of numbers: `HalfStorage` or `FloatStorage`, its key in the archive, and how many they are. */
interface StorageReference {
  readonly kind: 'storage';
  readonly type: string;
  readonly key: string;
  readonly length: number;
}

type Value = string | number | boolean | Value[] | Map<string, Value> | Global | TensorReference | StorageReference;

interface Global {
  readonly kind: 'global';
  readonly name: string;
}

interface Machine {
  readonly bytes: Buffer;
  position: number;
  stack: Value[];
  readonly marks: Value[][];
  readonly memo: Map<number, Value>;
}

/** The only names that a pickle may use; nothing is ever imported or called for them. */
const allowedNames: ReadonlySet<string> = new Set([
  'collections OrderedDict',
  'torch._utils _rebuild_tensor_v2',
  'torch HalfStorage',
  'torch FloatStorage',
]);

/**
 * Reads the pickle of an ordered dictionary of tensors as `torch.save` writes it: names with references to their numbers.
 * It knows the few instructions and four names that such a file has, and throws at anything else: never a general unpickler.
 */
export function readTensorPickle(bytes: Buffer): ReadonlyMap<string, TensorReference> {
  const machine: Machine = { bytes, position: 0, stack: [], marks: [], memo: new Map() };
  for (let code = nextByte(machine); code !== stop; code = nextByte(machine)) {
    const instruction = instructions.get(code);
    if (!instruction)
      throw new Error(`the instruction 0x${code.toString(16)} at byte ${machine.position - 1} is not allowed`);
    instruction(machine);
  }
  const dictionary = pop(machine);
  if (!(dictionary instanceof Map)) throw new Error('it holds no dictionary');
  return new Map([...dictionary].map(([name, value]) => [name, asTensor(value)]));
}

const stop = 0x2e;

const instructions: ReadonlyMap<number, (machine: Machine) => void> = new Map([
  [0x80, (machine) => void nextByte(machine)], // PROTO
  [0x63, (machine) => push(machine, global(machine))], // GLOBAL
  [0x71, (machine) => remember(machine, nextByte(machine))], // BINPUT
  [0x72, (machine) => remember(machine, nextUnsigned(machine, 4))], // LONG_BINPUT
  [0x68, (machine) => push(machine, recall(machine, nextByte(machine)))], // BINGET
  [0x6a, (machine) => push(machine, recall(machine, nextUnsigned(machine, 4)))], // LONG_BINGET
  [0x29, (machine) => push(machine, [])], // EMPTY_TUPLE
  [0x28, (machine) => mark(machine)], // MARK
  [0x74, (machine) => push(machine, toMark(machine))], // TUPLE
  [0x85, (machine) => push(machine, machine.stack.splice(-1))], // TUPLE1
  [0x86, (machine) => push(machine, machine.stack.splice(-2))], // TUPLE2
  [0x87, (machine) => push(machine, machine.stack.splice(-3))], // TUPLE3
  [0x58, (machine) => push(machine, text(machine))], // BINUNICODE
  [0x4b, (machine) => push(machine, nextByte(machine))], // BININT1
  [0x4d, (machine) => push(machine, nextUnsigned(machine, 2))], // BININT2
  [0x4a, (machine) => push(machine, nextUnsigned(machine, 4))], // BININT
  [0x88, (machine) => push(machine, true)], // NEWTRUE
  [0x89, (machine) => push(machine, false)], // NEWFALSE
  [0x51, (machine) => push(machine, storage(pop(machine)))], // BINPERSID
  [0x52, (machine) => reduce(machine)], // REDUCE
  [0x75, (machine) => setItems(machine)], // SETITEMS
]);

function nextByte(machine: Machine): number {
  return nextUnsigned(machine, 1);
}

function nextUnsigned(machine: Machine, length: number): number {
  if (machine.position + length > machine.bytes.length) throw new Error('it ends too early');
  const value = machine.bytes.readUIntLE(machine.position, length);
  machine.position += length;
  return value;
}

function text(machine: Machine): string {
  const length = nextUnsigned(machine, 4);
  const end = machine.position + length;
  if (end > machine.bytes.length) throw new Error('it ends too early');
  const value = machine.bytes.toString('utf8', machine.position, end);
  machine.position = end;
  return value;
}

function global(machine: Machine): Global {
  const line = () => {
    const end = machine.bytes.indexOf(0x0a, machine.position);
    if (end < 0) throw new Error('it ends too early');
    const value = machine.bytes.toString('latin1', machine.position, end);
    machine.position = end + 1;
    return value;
  };
  const name = `${line()} ${line()}`;
  if (!allowedNames.has(name)) throw new Error(`the name ${JSON.stringify(name)} is not allowed`);
  return { kind: 'global', name };
}

function push(machine: Machine, value: Value): void {
  machine.stack.push(value);
}

function pop(machine: Machine): Value {
  const value = machine.stack.pop();
  if (value === undefined) throw new Error('its stack is empty');
  return value;
}

function mark(machine: Machine): void {
  machine.marks.push(machine.stack);
  machine.stack = [];
}

function toMark(machine: Machine): Value[] {
  const values = machine.stack;
  const below = machine.marks.pop();
  if (!below) throw new Error('it has no mark');
  machine.stack = below;
  return values;
}

function remember(machine: Machine, place: number): void {
  const value = machine.stack.at(-1);
  if (value === undefined) throw new Error('its stack is empty');
  machine.memo.set(place, value);
}

function recall(machine: Machine, place: number): Value {
  const value = machine.memo.get(place);
  if (value === undefined) throw new Error(`nothing was remembered at ${place}`);
  return value;
}

function setItems(machine: Machine): void {
  const items = toMark(machine);
  const dictionary = machine.stack.at(-1);
  if (!(dictionary instanceof Map)) throw new Error('items are set in what is no dictionary');
  for (let index = 0; index + 1 < items.length; index += 2) {
    const [name, value] = [items[index], items[index + 1]];
    if (typeof name !== 'string' || value === undefined) throw new Error('a key is not a string');
    dictionary.set(name, value);
  }
}

function reduce(machine: Machine): void {
  const parts = pop(machine);
  const callee = pop(machine);
  if (!isKind(callee, 'global') || !Array.isArray(parts)) throw new Error('what is called is no name');
  if (callee.name === 'collections OrderedDict' && parts.length === 0) return push(machine, new Map());
  if (callee.name === 'torch._utils _rebuild_tensor_v2') return push(machine, tensor(parts));
  throw new Error(`${callee.name} is called in a way that is not allowed`);
}

function tensor([block, offset, shape, stride]: readonly (Value | undefined)[]): TensorReference {
  const wrong = new Error('a tensor is not described by storage, offset, shape and stride');
  if (!isKind(block, 'storage') || typeof offset !== 'number') throw wrong;
  if (!isNumbers(shape) || !isNumbers(stride)) throw wrong;
  return { kind: 'tensor', storage: block, offset, shape, stride };
}

function storage(id: Value): StorageReference {
  const [kind, type, key, , length] = Array.isArray(id) ? id : [];
  if (kind !== 'storage' || !isKind(type, 'global') || typeof key !== 'string' || typeof length !== 'number') {
    throw new Error('a storage is not described by type, key and length');
  }
  return { kind: 'storage', type: type.name.replace('torch ', ''), key, length };
}

function asTensor(value: Value): TensorReference {
  if (!isKind(value, 'tensor')) throw new Error('a value of the dictionary is no tensor');
  return value;
}

function isNumbers(value: Value | undefined): value is number[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'number');
}

type Kinds = { readonly global: Global; readonly tensor: TensorReference; readonly storage: StorageReference };

function isKind<Kind extends keyof Kinds>(value: Value | undefined, kind: Kind): value is Kinds[Kind] {
  return typeof value === 'object' && 'kind' in value && value.kind === kind;
}
