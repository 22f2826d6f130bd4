import { OnnxMessage } from './onnx-message.js';

// Field numbers and constants of onnx.proto (ModelProto, GraphProto, NodeProto, AttributeProto, ValueInfoProto).
const float32 = 1;
const attributeIsInteger = 2;
const irVersion = 8;
const opset = 17;

/**
 * An ONNX model of one node: `scores = left · rightᵀ` (Gemm with transB).
 * `left` is [m, d], `right` is [n, d], `scores` is [m, n]; all float32, every size free.
 */
export function productModel(): Uint8Array {
  const graph = new OnnxMessage()
    .message(1, gemm())
    .text(2, 'product')
    .message(11, matrix('left', 'm', 'd'))
    .message(11, matrix('right', 'n', 'd'))
    .message(12, matrix('scores', 'm', 'n'));
  const operators = new OnnxMessage().text(1, '').number(2, opset);
  return new OnnxMessage().number(1, irVersion).message(7, graph).message(8, operators).bytes();
}

function gemm(): OnnxMessage {
  const transposeRight = new OnnxMessage().text(1, 'transB').number(3, 1).number(20, attributeIsInteger);
  return new OnnxMessage()
    .text(1, 'left')
    .text(1, 'right')
    .text(2, 'scores')
    .text(4, 'Gemm')
    .message(5, transposeRight);
}

function matrix(name: string, rows: string, columns: string): OnnxMessage {
  const shape = new OnnxMessage()
    .message(1, new OnnxMessage().text(2, rows))
    .message(1, new OnnxMessage().text(2, columns));
  const tensor = new OnnxMessage().number(1, float32).message(2, shape);
  return new OnnxMessage().text(1, name).message(2, new OnnxMessage().message(1, tensor));
}
