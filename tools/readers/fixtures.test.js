// A suite whose browser does not start ends at once, says why and leaves nothing.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

test('without a browser the suite ends at once', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'dateline-broken-'))
  const env = { ...process.env, CHROMIUM: '/no/such/browser', TMPDIR: dir }
  delete env.NODE_TEST_CONTEXT // it is a suite of its own, not a part of this one
  const child = spawn(process.execPath, ['--test', 'dashboard.test.js'], { cwd: new URL('.', import.meta.url), env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => { said += text })
  const [code] = await once(child, 'close')
  assert.equal(code, 1, said.slice(-2000))
  assert.match(said, /\/no\/such\/browser/)
  // Each server removes its folder when it has ended.
  assert.deepEqual(readdirSync(dir).filter(name => name.startsWith('dateline-readers-')), [])
  rmSync(dir, { recursive: true, force: true })
})
