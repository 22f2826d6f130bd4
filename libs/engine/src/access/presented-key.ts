/** The ways a key may come: a program sends `Bearer KEY`; a browser that is sent to a page asks for a password and sends `Basic`. */
type KeyScheme = 'Bearer' | 'Basic';

/** The key of an Authorization header, in one of the schemes; undefined where there is none. In Basic it is the password, whatever the name. */
export function presentedKey(authorization: string | undefined, schemes: readonly KeyScheme[]): string | undefined {
  const match = /^(Bearer|Basic) (\S{1,400})$/.exec(authorization ?? '');
  const [, scheme, value] = match ?? [];
  const admitted = schemes.find((candidate) => candidate === scheme);
  if (value === undefined || admitted === undefined) return undefined;
  if (admitted === 'Bearer') return value;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : undefined;
}
