// Lighthouse on the town's site with the widget and with the widget's script blocked, in turns: medians and ranges.
// node lighthouse.mjs ADDRESS [RUNS] [simulate|devtools]: a slow network and processor reckoned, or really slowed down.
import { spawn } from 'node:child_process';
import lighthouse from 'lighthouse';

const address = process.argv[2] || 'http://127.0.0.1:8000/demo';
const RUNS = Number(process.argv[3]) || 5;
const throttlingMethod = process.argv[4] || 'simulate';
const PORT = 9333;
const NAMES = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index'];

const chromium = spawn('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', `--remote-debugging-port=${PORT}`, 'about:blank'], { stdio: 'ignore' });
await new Promise((resolve) => setTimeout(resolve, 3000));

async function run(blockedUrlPatterns) {
  const flags = { port: PORT, output: 'json', logLevel: 'error', blockedUrlPatterns };
  const { lhr } = await lighthouse(address, flags, { extends: 'lighthouse:default', settings: { throttlingMethod, onlyCategories: ['performance', 'accessibility', 'best-practices'] } });
  return {
    ...Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, score * 100])),
    ...Object.fromEntries(NAMES.map((name) => [name, lhr.audits[name].numericValue])),
  };
}

const median = (rows, name) => rows.map((row) => row[name]).sort((a, b) => a - b)[Math.floor(rows.length / 2)];
const results = { with: [], without: [] };
try {
  for (let time = 0; time < RUNS; time += 1) {
    results.with.push(await run([]));
    results.without.push(await run(['*/widget.js']));
  }
} finally {
  chromium.kill();
}
for (const name of Object.keys(results.with[0])) {
  const range = (rows) => { const all = rows.map((row) => row[name]); return `${median(rows, name).toFixed(2)} (${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)})`; };
  console.log(`${name}: with ${range(results.with)}, without ${range(results.without)}`);
}
process.exit(0);
