import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicyOf, isFromElsewhere } from './guard-browsers.js';

describe('the Content-Security-Policy', () => {
  it.each(['/', '/api/v1/graphs', '/*', undefined])('of %s lets nothing in but files of this server', (route) => {
    const policy = contentSecurityPolicyOf(route);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toContain('unsafe');
  });

  it('of the console is the same where nginx serves it', () => {
    expect(readFileSync('deploy/nginx.conf', 'utf8')).toContain(`"${contentSecurityPolicyOf('/')}"`);
  });

  it.each(['/admin/queues', '/admin/queues/queue/:queueName', '/api/v1/docs'])(
    'of %s lets the page style itself, and no script in it run',
    (route) => {
      expect(contentSecurityPolicyOf(route)).toContain("script-src 'self'; style-src 'self' 'unsafe-inline'");
    },
  );
});

describe('a request of a page elsewhere', () => {
  const host = 'localhost:3210';

  it.each([
    ['says so itself', { 'sec-fetch-site': 'cross-site', host }],
    ['is of the same site, and another origin', { 'sec-fetch-site': 'same-site', host }],
    ['says what no browser says', { 'sec-fetch-site': 'cross-origin', host }],
    ['names another origin', { origin: 'https://evil.example', host }],
    ['names another port', { origin: 'http://localhost:8080', host }],
    ['hides its origin', { origin: 'null', host }],
    ['names another page', { referer: 'https://evil.example/page', host }],
  ])('is known when it %s', (_name, headers) => {
    expect(isFromElsewhere(headers)).toBe(true);
  });

  it.each([
    ['a program', { host }],
    ['the console', { 'sec-fetch-site': 'same-origin', origin: 'https://lexhop.example', host }],
    ['a browser of old', { origin: 'http://localhost:3210', host }],
    ['an address that was typed in', { 'sec-fetch-site': 'none', host }],
  ])('is not taken for that of %s', (_name, headers) => {
    expect(isFromElsewhere(headers)).toBe(false);
  });
});
