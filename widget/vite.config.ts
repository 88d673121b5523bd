import { defineConfig } from 'vite';

/** The widget: one classic script without a library, styles within it. */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2019',
    outDir: 'dist/widget',
    emptyOutDir: true,
    lib: { entry: 'src/index.ts', formats: ['iife'], name: 'Lotse', fileName: () => 'widget.js' },
    reportCompressedSize: false,
  },
  test: { include: ['tests/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);
