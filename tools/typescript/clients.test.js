// Generators of others make clients in TypeScript of the contract that the server serves;
// these compile under strict settings, and get their answers from the server.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'

const program = '../../bin/dateline'
const served = '../codegen/dist/openapi.json'
let dir, server, address, token

before(async () => {
  dir = mkdtempSync(join(tmpdir(), 'dateline-clients-'))
  const db = join(dir, 'clients.db')
  server = spawn(program, ['serve', '--addr', '127.0.0.1:0', '--db', db], { stdio: ['ignore', 'ignore', 'pipe'] })
  for await (const line of createInterface({ input: server.stderr })) {
    address = /msg=serving url=(http:\/\/\S+)/.exec(line)?.[1]
    if (address) break
  }
  server.stderr.resume()
  token = execFileSync(program, ['token', 'create', '--name', 'typed', '--scope', 'write', '--db', db], { encoding: 'utf8' }).trim()
  mkdirSync('dist', { recursive: true })
  npx('openapi-typescript', served, '-o', 'dist/flat.d.ts')
  npx('openapi-typescript', '../../openapi.yaml', '-o', 'dist/whole.d.ts')
  npx('openapi-ts', '-i', served, '-o', 'dist/hey-api', '-c', '@hey-api/client-fetch', '--silent')
})
after(() => {
  server?.kill()
  rmSync(dir, { recursive: true, force: true })
})

const npx = (...args) => execFileSync('npx', ['--no-install', ...args], { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })

test('clients generated from what is served compile under strict settings', () => {
  try {
    npx('tsc', '-p', '.')
  } catch (failed) {
    assert.fail(failed.stdout)
  }
})

for (const client of ['openapi-fetch', 'hey-api']) {
  test(`the client of ${client} lists, reads, creates and changes`, () => {
    const said = execFileSync(process.execPath, [`dist/compiled/src/${client}.js`, address, token], { encoding: 'utf8' })
    assert.equal(said.trim(), `${client} 2`)
  })
}
