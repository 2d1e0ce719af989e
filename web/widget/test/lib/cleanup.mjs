import { after } from "node:test";

const left = [];

// Registered where the file is loaded, so that it runs after all tests of a
// file; node:test ties an after() called inside a test to that test.
after(async () => {
  while (left.length) await left.pop()();
});

/** Has something done after all tests of the file, the last first. */
export const atTheEnd = (undo) => left.push(undo);
