import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicyOf } from './guard-browsers.js';

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
