import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

/** Chromium without its own requests; `undefined`, said on the console, where it is not installed. */
export async function launchBrowser(): Promise<Browser | undefined> {
  if (!executable) {
    console.log('      skipped: Chromium is not installed (apt-get install chromium)');
    return undefined;
  }
  return chromium.launch({
    executablePath: executable,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      // Containers give /dev/shm little room; without it pages crash.
      '--disable-dev-shm-usage',
    ],
  });
}
