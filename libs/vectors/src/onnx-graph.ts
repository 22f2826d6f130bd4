/** Protobuf field numbers and value types of ONNX (onnx.proto, IR version 8) that a small graph needs. */
const elementTypes = { float: 1, int64: 7 } as const;

type ElementType = keyof typeof elementTypes;

/** One operation, with its inputs and outputs by name. Attributes are whole numbers. */
interface OnnxNode {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number>>;
}

/** A constant. */
interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

/** An input or output of the graph. A dimension that is a word may have any size. */
interface OnnxPort {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
}

/** The bytes of an ONNX model (operator set 17) with this graph, from which an inference session is created. */
export function onnxModelBytes(graph: OnnxGraph): Uint8Array {
  const body = [
    ...graph.nodes.map((node) => bytesField(1, nodeBytes(node))),
    textField(2, 'graph'),
    ...graph.constants.map((constant) => bytesField(5, constantBytes(constant))),
    ...graph.inputs.map((port) => bytesField(11, portBytes(port))),
    ...graph.outputs.map((port) => bytesField(12, portBytes(port))),
  ];
  const operators = Buffer.concat([textField(1, ''), numberField(2, 17)]);
  return Buffer.concat([numberField(1, 8), bytesField(7, Buffer.concat(body)), bytesField(8, operators)]);
}

function nodeBytes({ operation, inputs, outputs, attributes = {} }: OnnxNode): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => textField(1, name)),
    ...outputs.map((name) => textField(2, name)),
    textField(4, operation),
    ...Object.entries(attributes).map(([name, value]) =>
      bytesField(5, Buffer.concat([textField(1, name), numberField(3, value), numberField(20, 2)])),
    ),
  ]);
}

function constantBytes({ name, shape, values }: OnnxTensor): Buffer {
  const type = values instanceof Float32Array ? elementTypes.float : elementTypes.int64;
  const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const sizes = shape.map((size) => numberField(1, size));
  return Buffer.concat([...sizes, numberField(2, type), textField(8, name), bytesField(9, raw)]);
}

function portBytes({ name, type, shape }: OnnxPort): Buffer {
  const sizes = shape.map((size) =>
    bytesField(1, typeof size === 'number' ? numberField(1, size) : textField(2, size)),
  );
  const tensor = Buffer.concat([numberField(1, elementTypes[type]), bytesField(2, Buffer.concat(sizes))]);
  return Buffer.concat([textField(1, name), bytesField(2, bytesField(1, tensor))]);
}

function numberField(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

function textField(field: number, value: string): Buffer {
  return bytesField(field, Buffer.from(value));
}

function bytesField(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(value.length), value]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}
