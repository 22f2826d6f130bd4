import { jsonOf } from '@lexhop/foundation';
import { z } from 'zod';

/** How many wrappers are taken off: with more around it, a value is part of a document. */
const mostWrappers = 2;

/**
 * A JSON value in the shape of a schema, where what a model wrote can be read in one way only. Models write: a list without its wrapper, or under
 * another key; a value a level or two deeper, or encoded once more; the one item of a list by itself; the one line of a list of texts by itself;
 * an object with one text in place of the text; a key in other letters or among other words (`lay_questions` for `lay`). A value that could mean
 * two things is left as it is, and the schema refuses it.
 */
export function reshaped(value: unknown, schema: z.ZodType, wrappers = mostWrappers): unknown {
  const asked = withoutMarks(schema);
  if (fits(value, schema)) return value;
  const encoded = typeof value === 'string' && !(asked instanceof z.ZodString) ? jsonOf(value) : undefined;
  if (typeof encoded === 'object') return reshaped(encoded, schema, wrappers);
  if (asked instanceof z.ZodObject) return reshapedObject(value, asked, wrappers);
  if (asked instanceof z.ZodArray) return reshapedList(value, elementOf(asked), wrappers);
  return asked instanceof z.ZodString ? reshapedText(value) : value;
}

function fits(value: unknown, schema: z.ZodType): boolean {
  return schema.safeParse(value).success;
}

/** A schema without its marks that a value may be absent or null. */
function withoutMarks(schema: z.ZodType): z.ZodType {
  const isMarked = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return isMarked ? withoutMarks(schema.unwrap() as z.ZodType) : schema;
}

function elementOf(list: z.ZodArray): z.ZodType {
  return list.element as z.ZodType;
}

type Fields = readonly (readonly [key: string, value: unknown])[];

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function reshapedObject(value: unknown, asked: z.ZodObject, wrappers: number): unknown {
  const readings = [
    () => renamed(fieldsOf(value), asked, wrappers),
    () => wrapped(fieldsOf(value), asked, wrappers),
    () => asOnlyList(value, asked, wrappers),
    () => ofOnlyItem(value, asked, wrappers),
  ];
  for (const read of readings) {
    const reading = read();
    if (reading !== undefined && fits(reading, asked)) return reading;
  }
  return value;
}

/** The keys of what is no answer, whatever its shape. */
const isAside = /think|thought|reason|analysis|scratch/iu;

/** The one value of an object that fits; undefined where none does, or several do. */
function wrapped(fields: Fields, asked: z.ZodObject, wrappers: number): unknown {
  if (wrappers === 0) return undefined;
  const inside = fields.filter(([key]) => !isAside.test(key)).map(([, value]) => reshaped(value, asked, wrappers - 1));
  const fitting = inside.filter((value) => fits(value, asked));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** A list, or an item of it, as the object that was asked for, where that object has to hold nothing but one list. */
function asOnlyList(value: unknown, asked: z.ZodObject, wrappers: number): unknown {
  if (isEmptyList(value)) return undefined;
  const [[key, schema] = [], ...others] = Object.entries(asked.shape).filter(([, each]) =>
    isRequired(each as z.ZodType),
  );
  if (key === undefined || others.length > 0) return undefined;
  const list = withoutMarks(schema as z.ZodType);
  if (!(list instanceof z.ZodArray)) return undefined;
  return { [key]: reshapedList(value, elementOf(list), wrappers) };
}

/** A list of the one call of a tool that holds the answer. */
function ofOnlyItem(value: unknown, asked: z.ZodObject, wrappers: number): unknown {
  const [only, ...others] = Array.isArray(value) ? (value as unknown[]) : [];
  return wrappers === 0 || fieldsOf(only).length === 0 || others.length > 0
    ? undefined
    : reshaped(only, asked, wrappers - 1);
}

/** An empty list could be any list. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isRequired(schema: z.ZodType): boolean {
  return !fits(undefined, schema);
}

/** An object with its values reshaped, and with values under unknown keys put under the missing keys that they are meant for. */
function renamed(fields: Fields, asked: z.ZodObject, wrappers: number): unknown {
  if (fields.length === 0) return undefined;
  const given = new Map(fields);
  const unknown = fields.filter(([key]) => !(key in asked.shape));
  const missing = Object.keys(asked.shape).filter((key) => !given.has(key));
  const found = missing.flatMap((key) => {
    const field = fieldFor(key, { unknown, missing, asked, wrappers });
    return field ? [[key, field[1]] as const] : [];
  });
  const known = [...fields.filter(([key]) => key in asked.shape), ...found];
  return Object.fromEntries(
    known.map(([key, value]) => [key, reshaped(value, asked.shape[key] as unknown as z.ZodType, wrappers)]),
  );
}

interface Renaming {
  readonly unknown: Fields;
  readonly missing: readonly string[];
  readonly asked: z.ZodObject;
  readonly wrappers: number;
}

/** The unknown field that is meant by a missing key: by its name, or, where nothing else is missing, because no other field could be meant. */
function fieldFor(key: string, { unknown, missing, asked, wrappers }: Renaming): Fields[number] | undefined {
  const same = unknown.filter(([other]) => wordsOf(other).join('') === wordsOf(key).join(''));
  if (same.length === 1) return same[0];
  const among = unknown.filter(([other]) => missing.filter((each) => isNamedIn(each, other)).join() === key);
  if (among.length > 0) return among.length === 1 ? among[0] : undefined;
  const schema = asked.shape[key] as unknown as z.ZodType;
  const others = missing.filter((each) => each !== key && isRequired(asked.shape[each] as unknown as z.ZodType));
  if (!isRequired(schema) || others.length > 0) return undefined;
  const isList = withoutMarks(schema) instanceof z.ZodArray;
  const fitting = unknown.filter(([other, value]) => {
    const isOfKind = Array.isArray(value) === isList && !isEmptyList(value) && !isAside.test(other);
    return isOfKind && fits(reshaped(value, schema, wrappers), schema);
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function isNamedIn(key: string, other: string): boolean {
  const words = wordsOf(other);
  return wordsOf(key).every((word) => words.includes(word));
}

/** `layQuestions`, `lay_questions` and `Lay questions` as lay, questions. */
function wordsOf(key: string): readonly string[] {
  return (key.replace(/(?<=[a-z])(?=[A-Z])/gu, ' ').match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.toLowerCase());
}

function reshapedList(value: unknown, element: z.ZodType, wrappers: number): unknown {
  if (Array.isArray(value)) return withoutOuterList(value, element).map((item) => reshaped(item, element, wrappers));
  const numbered = numberedValues(value);
  if (numbered) return reshapedList(numbered, element, wrappers);
  if (typeof value === 'string') return isOneLine(value) ? [value] : value;
  const item = reshaped(value, element, wrappers);
  return fieldsOf(value).length > 0 && fits(item, element) ? [item] : value;
}

/** The list inside a list that holds nothing else. */
function withoutOuterList(list: readonly unknown[], element: z.ZodType): readonly unknown[] {
  const [only, ...others] = list;
  const isAround = Array.isArray(only) && others.length === 0 && !(withoutMarks(element) instanceof z.ZodArray);
  return isAround ? (only as readonly unknown[]) : list;
}

/** `{"1": "…", "2": "…"}` in place of a list. */
function numberedValues(value: unknown): readonly unknown[] | undefined {
  const fields = fieldsOf(value);
  const first = Number(fields[0]?.[0]);
  const isNumbered = fields.length > 0 && first <= 1 && fields.every(([key], place) => key === String(first + place));
  return isNumbered ? fields.map(([, inner]) => inner) : undefined;
}

function isOneLine(text: string): boolean {
  return text.trim() !== '' && !/[\r\n]/u.test(text.trim());
}

function reshapedText(value: unknown): unknown {
  const texts = fieldsOf(value).flatMap(([, inner]) => (typeof inner === 'string' ? [inner] : []));
  return texts.length === 1 ? texts[0] : value;
}
