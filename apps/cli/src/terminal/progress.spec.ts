import { PassThrough } from 'node:stream';
import { aBuild } from '@lexhop/retrieval/testing';
import { describe, expect, it } from 'vitest';
import { buildReport } from './build-report.js';
import { BuildProgress } from './progress.js';

const at = (seconds: number) => new Date(Date.parse('2026-11-29T03:00:00Z') + seconds * 1000);

/** A build that embeds and waits since the first second until this one. */
function aWaitingBuild(until: number, reason = 'The provider answers 429.') {
  const waiting = { reason, since: at(0).toISOString(), until: at(until).toISOString() };
  return aBuild({ state: 'running', step: 'embed', progress: {}, waiting });
}

/** What was written so far to a stream that is a terminal, or is none. */
function aStream(isTTY: boolean) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  return { stream, written: () => String(stream.read() ?? '') };
}

describe('the progress of a build that waits', () => {
  it('says on one line what it waits for and until when, and again when the wait goes on or has another reason', () => {
    const { stream, written } = aStream(false);
    const progress = new BuildProgress(stream);
    progress.show(aWaitingBuild(41), at(1));
    expect(written()).toMatch(/^3\/6 embed\n  waits until .*\(40 s more, since .*: The provider answers 429\.\n$/);
    progress.show(aWaitingBuild(43), at(3));
    expect(written()).toBe('');
    progress.show(aWaitingBuild(90), at(50));
    expect(written()).toContain('(40 s more');
    progress.show(aWaitingBuild(90, 'It is away.'), at(51));
    expect(written()).toContain('It is away.');
  });

  it('says a new wait after the work went on', () => {
    const { stream, written } = aStream(false);
    const progress = new BuildProgress(stream);
    progress.show(aWaitingBuild(41), at(1));
    const { waiting: _, ...working } = aWaitingBuild(41);
    progress.show(working, at(42));
    written();
    progress.show(aWaitingBuild(41), at(43));
    expect(written()).toContain('is due to be tried again');
  });

  it('stands above the bar in a terminal, and the bar says until when', () => {
    const { stream, written } = aStream(true);
    const progress = new BuildProgress(stream);
    progress.show(aWaitingBuild(41), at(1));
    progress.end();
    const text = written();
    expect(text).toContain('The provider answers 429.\n');
    expect(text.slice(text.indexOf('429'))).toMatch(/3\/6 embed .*waits until \d/);
  });
});

describe('the report of a build that waits', () => {
  it('says what it waits for, until when, and since when', () => {
    expect(buildReport(aWaitingBuild(125), at(0))[1]).toMatch(
      /^! It waits until .* \(2 min 05 s more, since .*\): The provider answers 429\.$/,
    );
  });
});
