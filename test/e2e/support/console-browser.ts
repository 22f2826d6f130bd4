import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const chromiumFile = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
/** Kept as output of a run, to be looked at. */
const screenshotFolder = 'test-output/screenshots';
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Whether there is a browser to open the console with; where there is none, says so. */
export const hasChromium = existsSync(chromiumFile);
if (!hasChromium) {
  console.warn(
    `Skipped: the console in a browser, since ${chromiumFile} is absent; CHROMIUM_PATH says where Chromium is.`,
  );
}

/** Chromium, headless. As root it runs without a sandbox, and it opens nothing but pages of these tests. */
export function launchChromium(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
  return chromium.launch({ executablePath: chromiumFile, headless: true, args });
}

export const desktop = { viewport: { width: 1440, height: 900 } } as const;
export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

/** A page of the console, and everything that it complained of. */
export interface OpenPage {
  readonly page: Page;
  /** Errors that nothing caught, and what the Content-Security-Policy refused. */
  readonly faults: readonly string[];
}

/** A fresh page, in Traditional Chinese unless told otherwise; nothing is shared with any other. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ locale: 'zh-TW', ...desktop, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  return { page, faults };
}

/** Keeps a picture of the whole page. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(screenshotFolder, { recursive: true });
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`), fullPage: true, animations: 'disabled' });
}

/** What axe finds wrong with the page as it is, each as rule and place. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  // Through the debugger: a script element would be refused by the Content-Security-Policy.
  await page.evaluate(axeSource);
  type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
  const violations: readonly Violation[] = await page.evaluate('axe.run(document).then((found) => found.violations)');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Pixels by which the page is wider than the screen: 0, or a phone has to be pushed sideways. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)');
}
