// What all tests of a process share ends after the last of them.

import { after } from 'node:test'

const left = []

// Registered where the file is loaded: node:test ties an after() that is called
// inside a test to that test.
after(async () => {
  while (left.length) await left.pop()()
})

/** Has something done after all tests, the last first. */
export const atTheEnd = (undo) => left.push(undo)
