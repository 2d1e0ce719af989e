import { defineConfig } from "vite";

// One classic script: pages load it with defer, under a policy that allows their own
// origin alone.
export default defineConfig({
  build: {
    outDir: process.env.DATELINE_DIST ?? "../dist",
    emptyOutDir: false,
    target: "es2022",
    reportCompressedSize: false,
    lib: { entry: "src/index.ts", formats: ["iife"], name: "DatelineEdit", fileName: () => "dateline-edit.js" },
  },
});
