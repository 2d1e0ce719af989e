import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atTheEnd } from "./cleanup.mjs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

const src = fileURLToPath(new URL("../../src/", import.meta.url));

/** Modules of the element's sources, for tests that need no browser. */
export async function source(...names) {
  const outDir = await mkdtemp(join(tmpdir(), "dateline-source-"));
  atTheEnd(() => rm(outDir, { recursive: true, force: true }));
  const input = Object.fromEntries(names.map((name) => [name, join(src, `${name}.ts`)]));
  await build({
    configFile: false,
    root: src,
    logLevel: "error",
    json: { namedExports: true },
    ssr: { noExternal: true },
    build: { outDir, ssr: true, rollupOptions: { input, output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" } } },
  });
  return Promise.all(names.map((name) => import(pathToFileURL(join(outDir, `${name}.mjs`)))));
}
