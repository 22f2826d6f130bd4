import type { Browser } from 'playwright-core';
import { buildToEnd, importSample } from '../../support/graphs.js';
import { aDataDirectory, TestServer } from '../../support/server.js';
import { launchChromium } from './console-browser.js';

/** A server of its own with the sample statutes in the graph `default`, and a browser to look at it with. */
export interface SampleConsole {
  readonly server: TestServer;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** Starts both; the graph is built to its end where that is wanted. */
export async function openSampleConsole({ isBuilt }: { readonly isBuilt: boolean }): Promise<SampleConsole> {
  const folder = await aDataDirectory();
  const server = await TestServer.start(folder.path);
  await importSample(server, 'default');
  if (isBuilt) await buildToEnd(server, 'default');
  const browser = await launchChromium();
  const close = async () => {
    await browser.close();
    await server.stop();
    await folder.remove();
  };
  return { server, browser, close };
}
