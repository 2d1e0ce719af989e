import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { source } from "./lib/source.mjs";

const [{ boundText, dateLine, dateText, dayText }, { choose, Language }, { instant, parse }, { fillOf, isStatedDay, shapeOf }] = await source("datewords", "language", "edtf", "marks");

const tags = ["en", "uk", "ar", "zh", "es"];
const vectors = (await readFile(new URL("../../../internal/edtf/testdata/edtf.tsv", import.meta.url), "utf8"))
  .trim().split("\n").slice(1).map((line) => line.split("\t"))
  .filter(([, valid]) => valid === "yes")
  .map(([edtf, , , earliest, latest, precision, approximate, uncertain]) => ({
    edtf,
    earliest: earliest === "null" || earliest === "" ? null : earliest,
    latest: latest === "null" || latest === "" ? null : latest,
    precision,
    approximate: approximate === "true",
    uncertain: uncertain === "true",
    text: null,
  }));

const record = (edtf, basis = "stated") => ({
  ...(vectors.find((v) => v.edtf === edtf) ?? { edtf, earliest: null, latest: null, precision: null, approximate: /[~%]/.test(edtf ?? ""), uncertain: /[?%]/.test(edtf ?? ""), text: null }),
  basis,
});
const plain = ({ pieces, note }) => pieces.map((p) => p.text).join("") + (note ? ` | ${note}` : "");
const said = (tag, edtf, basis, status) => plain(dateLine(new Language(tag), record(edtf, basis), status));

// The forms of the visual reference: words, and the mark beside them.
const forms = [
  ["2025-03-05T14:05Z", "stated", "occurred", "5 March 2025, 14:05 UTC", "dot", "solid"],
  ["2025-03-05", "stated", "occurred", "5 March 2025", "dot", "solid"],
  ["2025-03-03/2025-03-05", "stated", "occurred", "3 to 5 March 2025", "band sharp sharp", "solid"],
  ["2025-03", "stated", "occurred", "March 2025", "band sharp sharp", "solid"],
  ["2025-02-26/2025-03-04", "inferred", "occurred", "26 February to 4 March 2025", "band sharp sharp", "hatched"],
  ["2025-03-05/2025-03-10~", "inferred", "occurred", "5 to about 10 March 2025", "band sharp dotted", "hatched"],
  ["2024-12-30/2025-01-02", "inferred", "occurred", "30 December 2024 to 2 January 2025", "band sharp sharp", "hatched"],
  ["2003-06/2003-09", "inferred", "occurred", "June to September 2003", "band sharp sharp", "hatched"],
  ["2025-03-05~", "inferred", "occurred", "About 5 March 2025", "dot about", "hatched"],
  ["2025-03-05?", "inferred", "occurred", "Perhaps 5 March 2025", "dot about", "hatched"],
  ["2025-03-05%", "inferred", "occurred", "Perhaps about 5 March 2025", "dot about", "hatched"],
  ["2025-03~", "inferred", "occurred", "About March 2025", "band dotted dotted", "hatched"],
  ["/2025-03-10", "inferred", "occurred", "Until 10 March 2025 | start not stated", "band arrow sharp", "hatched"],
  ["/2025-03-10~", "inferred", "occurred", "Until about 10 March 2025 | start not stated", "band arrow dotted", "hatched"],
  ["../2025-03-10", "inferred", "occurred", "Until 10 March 2025 | no start", "band arrow sharp", "hatched"],
  ["2025-03-05/..", "inferred", "occurred", "From 5 March 2025 | no end stated", "band sharp arrow", "hatched"],
  ["2025-03-05~/..", "inferred", "occurred", "From about 5 March 2025 | no end stated", "band dotted arrow", "hatched"],
  ["2025-03-05/", "inferred", "occurred", "From 5 March 2025 | end not known", "band sharp arrow", "hatched"],
  ["/..", "inferred", "ongoing", "Start not stated | no end stated", "band arrow arrow", "hatched"],
  ["2025-03-05/2025-04-16~", "inferred", "expected", "Expected 5 March to about 16 April 2025", "band sharp dotted", "hollow"],
  ["2025-06-12", "stated", "scheduled", "Scheduled for 12 June 2025", "dot", "hollow"],
  ["2025-06-05", "stated", "cancelled", "Cancelled, was 5 June 2025", "dot", "solid"],
  ["-0043-03-15", "stated", "occurred", "15 March 44 BC", "dot", "solid"],
  ["Y-13800000000", "inferred", "occurred", "13.8 billion years ago", "dot about", "hatched"],
  [null, "unknown", "occurred", "Date unknown", "unknown", "hatched"],
  [null, "unknown", "expected", "Date unknown | expected, no date", "unknown", "hollow"],
  ["2004-06~-11", "stated", "occurred", "11 June 2004 (year and month approximate)", "dot about", "solid"],
  ["1985-04-XX", "stated", "occurred", "A day in April 1985", "band sharp sharp", "solid"],
  ["201X", "stated", "occurred", "The 2010s", "band sharp sharp", "solid"],
  ["19XX", "stated", "occurred", "The 20th century", "band sharp sharp", "solid"],
  ["2001-21", "stated", "occurred", "Spring 2001", "band sharp sharp", "solid"],
  ["2001-34", "stated", "occurred", "Second quarter of 2001", "band sharp sharp", "solid"],
  ["156X-12-25", "stated", "occurred", "Between 25 December 1560 and 25 December 1569", "band sharp sharp", "solid"],
  ["1950S2", "stated", "occurred", "Between 1900 and 1999", "band sharp sharp", "solid"],
  ["2025-04-3X", "stated", "occurred", "30 April 2025", "band sharp sharp", "solid"],
  ["[..1984]", "stated", "occurred", "By 1984", "band arrow sharp", "solid"],
  ["[1667,1668,1670..1672]", "stated", "occurred", "One of 1667, 1668 or 1670 to 1672", "band sharp sharp", "solid"],
  ["1985-04-12T23:20:30+04:30", "stated", "occurred", "12 April 1985, 23:20:30 UTC+04:30", "dot", "solid"],
  ["2025-03-05T10Z", "stated", "occurred", "5 March 2025, the hour from 10:00 UTC", "dot", "solid"],
];

for (const [edtf, basis, status, words, shape, fill] of forms) {
  test(`${edtf ?? "no date"}, ${basis}, ${status}: ${words}`, () => {
    assert.equal(said("en", edtf, basis, status), words);
    const { kind, about, from, to } = shapeOf(record(edtf, basis));
    assert.equal([kind, about ? "about" : "", from, to].filter(Boolean).join(" "), shape);
    assert.equal(fillOf(record(edtf, basis), ["expected", "scheduled", "proposed"].includes(status)), fill);
  });
}

test("every vector is said as the server says it", async () => {
  const [head, ...rows] = (await readFile(new URL("../../../internal/datewords/testdata/words.tsv", import.meta.url), "utf8"))
    .trimEnd().split("\n").map((line) => line.split("\t"));
  assert.ok(rows.length >= 80, `${rows.length} dates`);
  const columns = head.slice(1).map((tag) => new Language(tag));
  const wrong = [];
  for (const [edtf, ...texts] of rows) {
    columns.forEach((l, i) => {
      const text = dateText(l, { edtf });
      if (text !== texts[i]) wrong.push(`${edtf} in ${l.tag} is ${text}, not ${texts[i]}`);
    });
  }
  assert.deepEqual(wrong, []);
});

test("the pieces hold what <time> may say", () => {
  const marked = (edtf) => dateLine(new Language("en"), { edtf }).pieces.map((p) => (p.date ? `[${p.text}${p.datetime ? `|${p.datetime}` : ""}]` : p.text)).join("");
  for (const [edtf, want] of [
    ["2025-03~", "About [March 2025|2025-03]"],
    ["0044", "[AD 44|0044]"],
    ["-0043-03-15", "[15 March 44 BC]"],
    ["XXXX-12-25", "[25 December] of an unstated year"],
    ["[2025-03-05..2025-03-07]", "Between [5|2025-03-05] and [7 March 2025|2025-03-07]"],
    ["2025-03-05T10:00Z/2025-03-05T12:00Z", "[5 March 2025, 10:00|2025-03-05T10:00Z] to [12:00 UTC|2025-03-05T12:00Z]"],
    ["2025-03-05T24:00:00Z", "[6 March 2025, 00:00:00 UTC]"],
    ["[1667,1668,1670..1672]", "One of [1667, 1668 or 1670 to 1672]"],
  ]) {
    assert.equal(marked(edtf), want);
  }
});

test("each language keeps the vagueness in its own words and order", () => {
  const words = (edtf, basis = "inferred", status = "occurred") => tags.slice(1).map((tag) => said(tag, edtf, basis, status));
  assert.deepEqual(words("2025-03~"), ["Близько березня 2025 р.", "نحو مارس 2025", "约2025年3月", "Hacia marzo de 2025"]);
  assert.deepEqual(words("[2025-02-26..2025-03-04]"), [
    "У проміжку від 26 лютого до 4 березня 2025 р.",
    "بين 26 فبراير و4 مارس 2025",
    "2025年2月26日至3月4日之间",
    "Entre el 26 de febrero y el 4 de marzo de 2025",
  ]);
  assert.deepEqual(words("-0043-03-15", "stated"), ["15 березня 44 р. до н. е.", "15 مارس 44 ق.م", "公元前44年3月15日", "15 de marzo de 44 a. C."]);
  assert.deepEqual(words("Y-13800000000"), ["13,8 млрд років тому", "قبل 13.8 مليار سنة", "138亿年前", "Hace 13,8 mil millones de años"]);
  assert.deepEqual(words("19XX", "stated"), ["XX століття", "القرن 20", "20世纪", "El siglo XX"]);
});

test("a country's own order holds where the reader names the country", () => {
  assert.equal(said("en-US", "2025-03-05"), "March 5, 2025");
  assert.equal(said("en-US", "[2025-02-26..2025-03-04]", "inferred"), "Between February 26 and March 4, 2025");
  assert.equal(said("en-US", "2025-03-05/2025-03-07"), "March 5 to March 7, 2025");
  assert.equal(said("es-MX", "2025-03-05~", "inferred"), "Hacia el 5 de marzo de 2025");
  assert.equal(said("en-GB", "2025-03"), "March 2025");
});

test("every date of the standard is said in every language, with nothing left over", () => {
  assert.ok(vectors.length > 150, `${vectors.length} vectors`);
  for (const tag of [...tags, "en-US", "ar-EG", "zh-TW"]) {
    const l = new Language(tag);
    for (const date of vectors) {
      for (const basis of ["stated", "inferred"]) {
        const line = dateLine(l, { ...date, basis });
        const text = plain(line);
        assert.ok(text.trim() && !/[{}\uE000-\uE002]|undefined|NaN|null|Invalid/.test(text.replace(/^\{.*\}$/, "")), `${tag} ${date.edtf}: ${text}`);
        for (const p of line.pieces.filter((p) => p.datetime)) assert.match(p.datetime, /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/);
        shapeOf({ ...date, basis });
      }
    }
  }
});

test("bounds are instants in any year", () => {
  assert.equal(instant("1970-01-01T00:00:00Z"), 0);
  assert.equal(instant("2024-02-29T12:00:00Z"), Date.UTC(2024, 1, 29, 12));
  assert.equal(instant("-0043-03-15"), Date.UTC(-43, 2, 15));
  assert.equal(instant("Y10000"), Date.UTC(10000, 0, 1));
  assert.ok(instant("Y-13800000000") < instant("-9999-01-01"));
  for (const { edtf, earliest, latest } of vectors) {
    if (earliest && latest) assert.ok(instant(earliest) < instant(latest), edtf);
  }
});

test("what the header counts as a stated day", () => {
  const counted = (edtf, basis) => isStatedDay(record(edtf, basis));
  assert.ok(counted("2025-03-05", "stated") && counted("2025-03-05T10Z", "stated"));
  for (const [edtf, basis] of [["2025-03", "stated"], ["2025-03-05~", "stated"], ["2025-03-05", "inferred"], [null, "unknown"], ["2025-03-05/..", "stated"]]) {
    assert.ok(!counted(edtf, basis), String(edtf));
  }
});

test("the first language that there are words for is spoken", () => {
  const spoken = (...list) => choose(list).tag;
  assert.equal(spoken("", null, "uk"), "uk");
  assert.equal(spoken("de", "fr-FR", "es-MX", "en"), "es-MX");
  assert.equal(spoken("de"), "en");
  assert.equal(spoken("zh-Hant-TW"), "zh-Hant-TW");
  assert.equal(spoken("en_US!", "x", "ar"), "ar");
  assert.equal(new Language("ar").direction, "rtl");
});

test("within a sentence", () => {
  assert.equal(dateText(new Language("en"), record("2025-03-05/", "inferred")), "from 5 March 2025, end not known");
  assert.equal(boundText(new Language("es"), "from", "2025-03-05"), "desde el 5 de marzo de 2025");
  assert.equal(boundText(new Language("en"), "until", "soon"), "until soon");
  assert.equal(dayText(new Language("en"), Date.UTC(2025, 2, 5), false), "5 March");
  assert.equal(dayText(new Language("en"), instant("Y-13800000000"), true), "13.8 billion years ago");
  assert.equal(parse("2025-03-05").day, 5);
});
