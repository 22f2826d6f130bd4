import { z } from 'zod';
import { SettingError } from './errors.js';

/** A slice of the settings: one room's environment variables, each with a default or optional, and a description. */
type SettingsSlice = z.ZodObject;

/** Marks a setting whose value must never be shown. */
export const secret = { secret: true } as const;

/**
 * Reads one slice from an environment; empty strings count as not set.
 * Throws a SettingError that names the first variable that can't work.
 */
export function readSettings<Slice extends SettingsSlice>(
  slice: Slice,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<z.infer<Slice>> {
  const given = Object.fromEntries(
    Object.keys(slice.shape)
      .map((name) => [name, environment[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = slice.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data) as Readonly<z.infer<Slice>>;
  throw firstSettingError(slice, given, parsed.error);
}

function firstSettingError(
  slice: SettingsSlice,
  given: Readonly<Record<string, string | undefined>>,
  error: z.ZodError,
) {
  const issue = error.issues[0];
  const variable = String(issue?.path[0] ?? 'settings');
  const isSecret = z.globalRegistry.get(slice.shape[variable] as z.ZodType)?.['secret'] === true;
  const value = given[variable];
  const shown = value === undefined ? undefined : isSecret ? '***' : value;
  return new SettingError(variable, shown, issue?.message ?? 'not allowed');
}

/** A yes-or-no variable: true, 1, yes, on, and their opposites. */
export const booleanSetting = z.stringbool({ error: 'allowed are true and false' });

/** A whole number between two bounds, both included. */
export function integerSetting(minimum: number, maximum: number) {
  const error = `a whole number from ${minimum} to ${maximum} is allowed`;
  return z.coerce.number({ error }).int({ error }).min(minimum, { error }).max(maximum, { error });
}

/** The address of a server that speaks HTTP. */
export const addressSetting = z.url({ protocol: /^https?$/u, error: 'an http or https address is allowed' });

/** One line of the settings table: what the docs and `.env.example` are generated from. */
export interface SettingLine {
  readonly variable: string;
  readonly description: string;
  readonly default: string | undefined;
}

/** The lines of a slice, in its order. */
export function describeSettings(slice: SettingsSlice): readonly SettingLine[] {
  return Object.entries(slice.shape).map(([variable, schema]) => {
    const type = schema as z.ZodType;
    const fallback = type.safeParse(undefined);
    const known = fallback.success && fallback.data !== undefined;
    return { variable, description: type.description ?? '', default: known ? String(fallback.data) : undefined };
  });
}
