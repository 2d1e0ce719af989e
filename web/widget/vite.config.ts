import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const budget = 43_000; // bytes of gzip: what a newspaper may have to pay for a timeline

/** Prints what the file weighs, and fails the build above the budget. */
function weigh(): Plugin {
  return {
    name: "weigh",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") throw new Error(`${file.fileName} would be a second file to serve`);
        const size = gzipSync(file.code, { level: 9 }).length;
        console.log(`${file.fileName}: ${size} bytes of gzip, of ${budget} allowed`);
        if (size > budget) throw new Error(`${file.fileName} has ${size} bytes of gzip, more than ${budget}`);
      }
    },
  };
}

const unsaid = ["actor_kind"]; // words of the pages that the element never says
const unread = ["typed_days", "typed_months", "typed_thirds", "day_order", "months_short", "span_days"]; // of dates: how people type them, and labels of charts
const relations = ["follows", "caused-by", "responds-to"]; // those that it says

/** Leaves out of the locales what the element does not say. */
function wordsSaid(): Plugin {
  return {
    name: "words-said",
    enforce: "pre",
    transform(code, id) {
      if (!/\/locales\/[a-z]+\.json$/.test(id)) return undefined;
      const locale = JSON.parse(code);
      for (const group of unsaid) delete locale.vocabulary[group];
      for (const name of unread) delete locale.dates[name];
      locale.vocabulary.relation = Object.fromEntries(relations.map((name) => [name, locale.vocabulary.relation[name]]));
      return JSON.stringify({ language: { direction: locale.language.direction }, dates: locale.dates, vocabulary: locale.vocabulary });
    },
  };
}

// One file that is a classic script and a module alike, so it exports nothing
// and has no import.meta; src/origin.ts finds its address otherwise.
export default defineConfig({
  plugins: [wordsSaid(), weigh()],
  json: { namedExports: true },
  build: {
    outDir: process.env.DATELINE_DIST ?? "../dist",
    emptyOutDir: false,
    target: "es2022",
    cssTarget: "esnext", // light-dark() stays as written; its fallback is in tokens.css
    reportCompressedSize: false,
    lib: { entry: "src/index.ts", formats: ["iife"], name: "DatelineTimeline", fileName: () => "dateline-timeline.js" },
  },
});
