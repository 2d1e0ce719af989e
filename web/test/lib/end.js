// What tests start ends after the last of them, and when something that they
// stand on does not start.
import { after } from 'node:test'

const left = []
let over = false

// Has something done after all tests, the last first; at once when all is over.
// node:test starts every before() of a process and, when one of them fails, runs
// every after() while others still start: what they bring up would stay for ever.
export async function atTheEnd (undo) {
  if (over) await undo()
  else left.push(undo)
}

export async function end () {
  over = true
  while (left.length > 0) await left.pop()()
}

// Registered where the file is loaded: node:test ties an after() that is called
// inside a test to that test.
after(end)
