// The program under test: a server of its own, on a database of its own, with
// the bundled story and the one of fixtures/.

import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { atTheEnd } from './end.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const program = join(here, '../../bin/dateline')
const fixture = join(here, 'fixtures/hard-dates.yaml')

/** The folder of what draws the counts of the API. */
export const examples = join(here, '../../docs/examples/dashboards/')

/** The bundled story's id, that of the fixture, and that of many events that never were. */
export const BUNDLED = 'us-ukraine-peace-talks'
export const HARD = 'hard-dates'
export const PORT = 'port'

const run = promisify(execFile)
let started, startedWithPort

/**
 * Starts the server of all tests of this process, which only read from it.
 * @returns {Promise<Server>}
 */
export const startDateline = () => (started ??= start(async () => fixture))

/**
 * Starts one that has the port of docs/examples/dashboards instead of the fixture.
 * @returns {Promise<Server>}
 */
export const startWithPort = () => (startedWithPort ??= start(async (folder) => {
  const file = join(folder, 'port.json')
  await writeFile(file, (await run('python3', [join(examples, 'port.py')])).stdout)
  return file
}))

/** @param story gives the file of a story that is imported, and may make it in a folder */
async function start(story) {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-readers-'))
  const db = join(folder, 'served.db')
  const child = spawn(program, ['serve', '--addr', '127.0.0.1:0', '--db', db], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await atTheEnd(async () => {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true })
  })
  const origin = await servingAddress(child)
  // The bundled story is in it by now, as a server serves only then.
  await run(program, ['import', '--db', db, await story(folder)])
  return new Server(origin, folder)
}

function servingAddress(child) {
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('error', (err) => reject(new Error(`${program} does not start; make build builds it`, { cause: err })))
    child.once('close', (code) => reject(new Error(`the server ended with ${code} before it served:\n${said}`)))
    createInterface({ input: child.stderr }).on('line', (line) => {
      said += line + '\n'
      const match = /msg=serving url=(http:\/\/\S+)/.exec(line)
      if (match) resolve(match[1])
    })
  })
}

class Server {
  /** @param folder where a test may put files */
  constructor(origin, folder) {
    this.origin = origin
    this.folder = folder
  }

  /** An answer that must be there, as bytes. */
  async bytes(path) {
    const response = await fetch(this.origin + path)
    const body = Buffer.from(await response.arrayBuffer())
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}: ${body}`)
    return body
  }

  async json(path) {
    return JSON.parse(await this.bytes(path))
  }

  /** All records of a list, whose other forms stream whole: every page of the JSON. */
  async all(path) {
    const records = []
    for (let next = path; next; ) {
      const { data, links } = await this.json(next)
      records.push(...data)
      next = links.next
    }
    return records
  }
}
