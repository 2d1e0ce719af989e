import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

const folder = new URL("../../locales/widget/", import.meta.url);
const read = async (name) => JSON.parse(await readFile(new URL(name, folder), "utf8"));
const names = (await readdir(folder)).sort();
const english = await read("en.json");
const placeholders = (text) => [...new Set(text.match(/\{[a-z_]+\}/g))].sort().join("");

/** What a language says otherwise than English does: keys, placeholders, plurals. */
function complaints(tag, texts) {
  const list = [];
  const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.filter((c) => tag !== "es" || c !== "many");
  for (const key of new Set([...Object.keys(english), ...Object.keys(texts)])) {
    const [want, have] = [english[key], texts[key]];
    if (typeof want !== typeof have) list.push(`${key} is ${typeof have}, not ${typeof want}`);
    else if (typeof have === "string") {
      if (placeholders(have) !== placeholders(want)) list.push(`${key} has ${placeholders(have)}, not ${placeholders(want)}`);
    } else {
      if (Object.keys(have).sort().join() !== categories.sort().join()) list.push(`${key} has ${Object.keys(have)}, not ${categories}`);
      for (const text of Object.values(have)) if (!placeholders(want.other).includes(placeholders(text))) list.push(`${key} has ${placeholders(text)}`);
    }
  }
  return list;
}

test("every language says the same", async () => {
  assert.deepEqual(names, ["ar.json", "en.json", "es.json", "uk.json", "zh.json"]);
  for (const name of names) assert.deepEqual(complaints(name.slice(0, 2), await read(name)), [], name);
});

test("the check complains", () => {
  const broken = { ...english, retry: undefined, shown: "{n}", events: { other: "{m}" }, extra: "" };
  assert.deepEqual(complaints("uk", broken).sort().filter((c) => /^(retry |shown|events has \{|extra)/.test(c)), [
    "events has {m}", "extra is string, not undefined", "retry is undefined, not string", "shown has {n}, not {n}{total}",
  ]);
});

test("every text is used", async () => {
  const src = new URL("../src/", import.meta.url);
  const code = (await Promise.all((await readdir(src)).filter((n) => n.endsWith(".ts")).map((n) => readFile(new URL(n, src), "utf8")))).join("\n");
  assert.deepEqual(Object.keys(english).filter((key) => !code.includes(`"${key}"`)), []);
});
