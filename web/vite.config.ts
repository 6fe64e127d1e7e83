import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// The pages are embedded in the binary, which serves them beside /api. While pages are written, /api is asked of a
// running `guangsha serve`.
export default defineConfig({
  plugins: [vue()],
  server: { proxy: { '/api': 'http://127.0.0.1:8640' } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false, // dist/.keep stays: a fresh clone embeds it
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
})
