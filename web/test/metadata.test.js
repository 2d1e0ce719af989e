// What the pages say of themselves to machines, held to schema.org by the types
// that are generated from its vocabulary: a class, property or kind of value that
// it has not is an error of the compiler.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { root, startServer, story } from './lib/server.js'

const here = new URL('.', import.meta.url).pathname
const files = ['hostile', 'right-to-left'].map(name => `${root}web/test/stories/${name}.yaml`)
let server, dir

before(async () => {
  dir = mkdtempSync(join(here, '.schema-'))
  server = await startServer(files)
})
after(() => rmSync(dir, { recursive: true, force: true }))

// What the compiler says of some data, by name, in one line for each mistake.
async function faults (data) {
  const text = Object.entries(data).map(([name, value]) => `export const ${name}: WithContext<Thing> = ${JSON.stringify(value)}\n`)
  writeFileSync(join(dir, 'data.ts'), `import type { Thing, WithContext } from 'schema-dts'\n\n${text.join('')}`)
  const child = spawn(process.execPath, [join(here, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--pretty', 'false', '--moduleResolution', 'bundler', '--module', 'esnext', join(dir, 'data.ts')], { cwd: here, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', part => { said += part })
  const [code] = await once(child, 'close')
  assert.equal(code === 0, said === '', said)
  return said
}

async function dataOf (path) {
  const page = await (await fetch(server.address + path, { headers: { Accept: 'text/html' } })).text()
  return [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, json]) => JSON.parse(json))
}

test('what a page says of itself is schema.org', async () => {
  const data = {}
  for (const [name, path] of Object.entries({ story, hostile: '/stories/hostile', rtl: '/stories/right-to-left' })) {
    const [said, ...more] = await dataOf(path)
    assert.equal(more.length, 0, `${path} says one thing`)
    data[name] = said
  }
  assert.equal(await faults(data), '')
  const [{ dateModified, mainEntity }] = await dataOf(story)
  const { data: events } = await (await fetch(`${server.address}/v1/events?story=us-ukraine-peace-talks&limit=1000`)).json()
  assert.equal(mainEntity.numberOfItems, events.length)
  const newest = events.map(e => e.updated_at).sort().at(-1)
  assert.equal(Date.parse(dateModified), Math.floor(Date.parse(newest) / 1000) * 1000)
})

test('what schema.org has not would be found', async () => {
  const [said] = await dataOf(story)
  const wrong = [{ '@type': 'TimeLine' }, { dateModifed: '2025-03-05' }, { citation: 7 }, { mainEntity: { '@type': 'ItemList', numberOfItem: 3 } }]
  const found = await faults(Object.fromEntries(wrong.map((part, i) => [`wrong${i}`, { ...said, ...part }])))
  // Each stands on a line of its own, below that of the import and an empty one.
  for (const [i, part] of wrong.entries()) assert.match(found, new RegExp(`data\\.ts\\(${i + 3},\\d+\\): error TS`), JSON.stringify(part))
})
