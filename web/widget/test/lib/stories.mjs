import { run } from "./dateline.mjs";

/** Puts a story file into a database. */
export const put = (db, story) => run(["import", "--db", db, "--format", "story", "-"], JSON.stringify(story));

const source = { id: "gazette", title: "A report in the gazette", published: "2025-05" };
const cites = [{ source: "gazette", start: 0, end: 5, sha256: "0".repeat(64) }];

/** A story of n events, a day apart, the last of them still to come. */
export function many(n, id = "many") {
  const events = Array.from({ length: n }, (_, i) => ({
    id: `${id}-${i}`,
    title: `Event number ${i} of a long story`,
    summary: "It is told in two sentences, as most are. The second of them is as short as the first.",
    type: ["meeting", "statement", "assessment"][i % 3],
    status: i === n - 1 ? "expected" : "occurred",
    date: new Date(Date.UTC(2011, 0, 1 + i)).toISOString().slice(0, 10),
    citations: cites,
  }));
  return { dateline: 1, story: { id, title: `A story of ${n} events`, language: "en" }, sources: [source], events };
}

/** A story in English with an event in another language. */
export const mixed = () => ({
  dateline: 1,
  story: { id: "mixed", title: "In two languages", language: "en" },
  actors: [{ id: "ann", name: "Ann", kind: "person" }],
  events: [
    { id: "mixed-en", title: "A call", type: "call", date: "2025-03-05" },
    { id: "mixed-uk", title: "Розмова", summary: "Телефоном.", language: "uk", type: "call", date: "2025-03-06", quotes: [{ id: "mixed-q", speaker: "ann", text: "Так." }] },
  ],
});

export const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>${1}{words}&lt;b&gt;\u202E';

/** A story whose every text would do harm if it were taken for markup or a pattern. */
export function harmful() {
  return {
    dateline: 1,
    story: { id: "harmful", title: hostile },
    sources: [{ ...source, id: "harmful-source", title: hostile, publisher: hostile }],
    actors: [{ id: "harmful-actor", name: hostile, kind: "person" }],
    places: [{ id: "harmful-place", name: hostile, kind: "city" }],
    events: [{
      id: "harmful-event",
      title: hostile,
      summary: hostile,
      type: "statement",
      date: { edtf: "2025-03-05", basis: "inferred", text: hostile },
      actors: [{ id: "harmful-actor", role: "speaker" }],
      places: [{ id: "harmful-place", role: "location" }],
      quotes: [{ id: "harmful-quote", speaker: "harmful-actor", text: hostile }],
      citations: [{ ...cites[0], source: "harmful-source", section: hostile }],
    }],
  };
}
