import { defineConfig } from 'vite';

/** The pages around the widget: the full page, a town's web site, and all options. */
export default defineConfig({
  root: 'pages',
  base: '/',
  publicDir: false,
  build: {
    outDir: '../dist/pages',
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rollupOptions: { input: ['pages/index.html', 'pages/demo.html', 'pages/options.html'] },
  },
});
