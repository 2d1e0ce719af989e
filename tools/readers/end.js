// What all tests of a process share ends after the last of them.

import { after } from 'node:test'

const left = []
let over = false

// Registered where the file is loaded: node:test ties an after() that is called
// inside a test to that test.
after(async () => {
  over = true
  while (left.length) await left.pop()()
})

/** Has something done after all tests, the last first; at once when all is over. */
export async function atTheEnd(undo) {
  if (over) await undo()
  else left.push(undo)
}
