import { after } from "node:test";

const left = [];
let over = false;

/** Has something done after all tests of the file, the last first; at once when all is over. */
export async function atTheEnd(undo) {
  if (over) await undo();
  else left.push(undo);
}

async function end() {
  over = true;
  while (left.length) await left.pop()();
}

/**
 * Something that tests stand on. Tests await it where a file is loaded, and a file that does not load ends at once, without
 * what runs after tests: so what stands already is ended here.
 */
export async function standing(start) {
  try {
    return await start();
  } catch (error) {
    await end();
    throw error;
  }
}

// Registered where the file is loaded, so that it runs after all tests of a
// file; node:test ties an after() called inside a test to that test.
after(end);
