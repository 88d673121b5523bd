// After the build: a copy of the widget whose name holds its hash, and everything compressed once for good.
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url).pathname;
const script = readFileSync(`${dist}widget/widget.js`);
const hash = (kind, form) => createHash(kind).update(script).digest(form);
const file = `lotse-${hash('sha256', 'hex').slice(0, 12)}.js`;
copyFileSync(`${dist}widget/widget.js`, `${dist}widget/${file}`);
writeFileSync(`${dist}widget/version.json`, JSON.stringify({ file: `/widget/${file}`, integrity: `sha384-${hash('sha384', 'base64')}` }));

const all = (folder) => readdirSync(folder).flatMap((name) => {
  const path = `${folder}/${name}`;
  return statSync(path).isDirectory() ? all(path) : [path];
});
for (const path of all(dist.replace(/\/$/, ''))) {
  if (!/\.(js|css|html|svg|json)$/.test(path)) continue;
  const content = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
console.log(`widget.js: ${gzipSync(script, { level: 9 }).length} bytes gzip, ${script.length} bytes`);
